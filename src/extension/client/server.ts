import type { CancellationToken, LogOutputChannel } from 'vscode';
import type { SshSettings } from '../../core/protocol/hosts.ts';
import type { InspectProgress } from '../../core/protocol/inspection.ts';
import type { NotificationType, RequestType } from '../../core/protocol/messageTypes.ts';
import type { GuideBase } from '../../core/protocol/startOptions.ts';

/** Asks the server; what can be asked and what comes of it is told in core/protocol. */
export type Send = <Params, Result>(
  type: RequestType<Params, Result>,
  params: Params,
  token?: CancellationToken,
) => Promise<Result>;

/** The server process as the extension sees it. */
export interface Server {
  /**
   * Starts the process where there is none. Fails with a `UserError`, or with `CancellationError` when the token was
   * cancelled.
   */
  readonly send: Send;
  /** Tells a process that runs; one that starts later is told the same in its options. */
  notify<Params>(type: NotificationType<Params>, params: Params): Promise<void>;
  /** There is a process, or one is about to start. */
  readonly isStarted: boolean;
  /** Starts the process now: an editor needs it before anything is asked. */
  start(): Promise<void>;
  /** Ends the process. */
  stop(): Promise<void>;
}

export interface ServerOptions {
  /** Absolute path of the server's bundle. */
  readonly serverModule: string;
  readonly guideBase: GuideBase;
  /** Asked when the process starts. */
  readonly isTrusted: () => boolean;
  /** Asked when the process starts: whether the user allows that hosts are changed. */
  readonly allowsHostChanges: () => boolean;
  /** Asked when the process starts. */
  readonly ssh: () => SshSettings;
  readonly log: LogOutputChannel;
  readonly onProgress: (progress: InspectProgress) => void;
  /** The process ended although nobody asked it to. */
  readonly onStopped: () => void;
}
