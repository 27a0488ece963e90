import { findNode20 } from '../lib/node20.ts';
import { inRepository } from '../lib/paths.ts';

/** A version of VS Code's server that the tests run: the newest one, or that of the oldest VS Code that we support. */
export interface Edition {
  readonly name: 'newest' | 'oldest';
  /** The package with the lock file that names the version of `code-server`. */
  readonly package: string;
  /** The Node.js that it runs with; undefined if this machine does not have it. */
  readonly node: () => Promise<string | undefined>;
}

/** Its modules are of the time of Node.js 20. */
export const oldest: Edition = {
  name: 'oldest',
  package: inRepository('scripts/workbench/oldest'),
  node: findNode20,
};

const editions: readonly Edition[] = [
  {
    name: 'newest',
    package: inRepository('scripts/workbench'),
    node: () => Promise.resolve(process.execPath),
  },
  oldest,
];

/** By the environment, so that every process of a test run means the same; the newest unless it names another. */
export const editionVariable = 'SOCKET_DIAGNOSTICS_VSCODE';

export function chosenEdition(): Edition {
  const wanted = process.env[editionVariable] ?? 'newest';
  const edition = editions.find(({ name }) => name === wanted);
  if (edition === undefined) throw new Error(`${editionVariable} is ${wanted}; it can be newest or oldest`);
  return edition;
}
