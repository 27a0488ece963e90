import type { Uri } from 'vscode';
import type { CreateClient } from './client/server.ts';

/** The machine that the extension host runs on. */
export interface Machine {
  readonly name: string;
  readonly platform: NodeJS.Platform;
  /** Whether the extension host runs as root. */
  readonly isRoot: boolean;
  readonly home: Uri;
}

/** What the extension needs of where its host runs: a process of Node.js, or a worker of a browser. */
export interface Surroundings {
  /** Undefined in a browser, where no host can be inspected. */
  readonly machine: Machine | undefined;
  /** Loads the language client with the first request. */
  readonly loadClient: () => Promise<CreateClient>;
  /** The name by which the server reads a file: its path, or its address. Fails with a `UserError` if the server cannot read it. */
  readonly nameOfFile: (file: Uri) => string;
  /** Gives a file the permissions of another, if both are files of the machine. */
  readonly copyRights: (from: Uri, to: Uri) => Promise<void>;
}
