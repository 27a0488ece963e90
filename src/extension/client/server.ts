import type { CancellationToken, LogOutputChannel, Uri } from 'vscode';
import type { SshSettings } from '../../core/protocol/hosts.ts';
import type { InspectProgress } from '../../core/protocol/inspection.ts';
import type { NotificationType, RequestType } from '../../core/protocol/messageTypes.ts';
import type { GuideBase } from '../../core/protocol/startOptions.ts';

/** Sends requests to the server; core/protocol defines them and their results. */
export type Send = <Params, Result>(
  type: RequestType<Params, Result>,
  params: Params,
  token?: CancellationToken,
) => Promise<Result>;

/** The extension's view of the server process. */
export interface Server {
  /**
   * Starts the process if it is not running. Fails with a `UserError`, or with `CancellationError` if the token was
   * cancelled.
   */
  readonly send: Send;
  /** Notifies a running process; one that starts later gets the same in its options. */
  notify<Params>(type: NotificationType<Params>, params: Params): Promise<void>;
  /** Checks a document that ended the process before. `uri` is the document's. */
  checkAgain(uri: string): Promise<void>;
  /** Whether the process is running or about to start. */
  readonly isStarted: boolean;
  /** Starts the process now, because an editor needs it before any request. */
  start(): Promise<void>;
  /** Ends the process. */
  stop(): Promise<void>;
}

export interface ServerOptions {
  /** The folder of the extension. */
  readonly extensionUri: Uri;
  readonly guideBase: GuideBase;
  /** Evaluated when the process starts. */
  readonly isTrusted: () => boolean;
  /** Evaluated when the process starts: whether the user allows changes to hosts. */
  readonly allowsHostChanges: () => boolean;
  /** Evaluated when the process starts. */
  readonly ssh: () => SshSettings;
  /** Whether the window can have a terminal. */
  readonly hasTerminal: boolean;
  readonly log: LogOutputChannel;
  readonly onProgress: (progress: InspectProgress) => void;
  /** The process ended unexpectedly. */
  readonly onStopped: () => void;
}

export type CreateClient = (options: ServerOptions) => Server;
