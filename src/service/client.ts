import type { Connection, InitializeParams } from 'vscode-languageserver';
import type { StartOptions } from '../core/protocol/startOptions.ts';
import type { RepositoryReader } from './inspectionSources.ts';
import type { LanguagePlace } from './language/languagePlace.ts';
import type { Requests } from './requests.ts';
import type { Trust } from './trust.ts';

/** What is known once a client has said who it is. */
export interface Client {
  readonly connection: Connection;
  readonly params: InitializeParams;
  readonly options: StartOptions;
  readonly trust: Trust;
  readonly requests: Requests;
}

/** What the language features read besides open documents. */
export interface LanguageSources {
  /** What the other files of the workspace say. */
  readonly repository: RepositoryReader;
  readonly where: LanguagePlace;
}
