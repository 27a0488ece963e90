import type { Connection, InitializeParams } from 'vscode-languageserver/node';
import { noFacts } from '../core/formats/repositoryFacts.ts';
import { pathMatcher } from '../core/parse/pathGlob.ts';
import { readRepository, type Repository } from '../host/readRepository.ts';
import type { Trust } from './trust.ts';
import { excludedFiles, type WorkspaceFolders } from './workspaceFiles.ts';

const nothing: Repository = { facts: noFacts, servicePorts: [] };
/** The scan is everybody's: who stops waiting for it does not end it. */
const never = new AbortController().signal;

/** What the files of the workspace say together. They are read when somebody asks, and again after a change. */
export class WorkspaceRepository {
  readonly #read: () => Promise<Repository>;
  readonly #trust: Trust;
  #known: Promise<Repository> | undefined;

  constructor(connection: Connection, params: InitializeParams, trust: Trust, folders: WorkspaceFolders) {
    this.#trust = trust;
    this.#read = async () => {
      const excluded = (await excludedFiles(connection, params)).map(pathMatcher);
      const wants = (path: string): boolean => !excluded.some((matches) => matches(path));
      return readRepository(folders.paths, { wants, cancellation: never });
    };
  }

  /** Nothing without trust, or if the files cannot be read. */
  get(): Promise<Repository> {
    if (!this.#trust.isGranted) return Promise.resolve(nothing);
    this.#known ??= this.#read().catch(() => nothing);
    return this.#known;
  }

  filesChanged(): void {
    this.#known = undefined;
  }
}
