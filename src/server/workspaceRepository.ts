import type { Connection, InitializeParams } from 'vscode-languageserver/node';
import { noFacts, type Repository } from '../core/formats/repositoryFacts.ts';
import { pathMatcher } from '../core/parse/pathGlob.ts';
import { readRepository } from '../host/readRepository.ts';
import type { RepositoryReader } from '../service/inspectionSources.ts';
import type { Trust } from '../service/trust.ts';
import { excludedFiles, type WorkspaceFolders } from './workspaceFiles.ts';

const nothing: Repository = { facts: noFacts };
/** The scan is everybody's: who stops waiting for it does not end it. */
const never = new AbortController().signal;

interface Reading {
  readonly folders: readonly string[];
  readonly repository: Promise<Repository>;
}

/** What the files of the workspace say together. They are read when somebody asks, and again after a change. */
export class WorkspaceRepository implements RepositoryReader {
  readonly #read: (folders: readonly string[]) => Promise<Repository>;
  readonly #trust: Trust;
  readonly #folders: Pick<WorkspaceFolders, 'paths'>;
  #known: Reading | undefined;

  constructor(
    connection: Connection,
    params: InitializeParams,
    trust: Trust,
    folders: Pick<WorkspaceFolders, 'paths'>,
  ) {
    this.#trust = trust;
    this.#folders = folders;
    this.#read = async (paths) => {
      const excluded = (await excludedFiles(connection, params)).map(pathMatcher);
      const wants = (path: string): boolean => !excluded.some((matches) => matches(path));
      return readRepository(paths, { wants, cancellation: never });
    };
  }

  /** Nothing without trust, or if the files cannot be read: then the next who asks tries again. */
  get(): Promise<Repository> {
    if (!this.#trust.isGranted) return Promise.resolve(nothing);
    const { paths } = this.#folders;
    if (this.#known?.folders === paths) return this.#known.repository;
    const reading: Reading = {
      folders: paths,
      repository: this.#read(paths).catch(() => {
        if (this.#known === reading) this.#known = undefined;
        return nothing;
      }),
    };
    this.#known = reading;
    return reading.repository;
  }

  filesChanged(): void {
    this.#known = undefined;
  }
}
