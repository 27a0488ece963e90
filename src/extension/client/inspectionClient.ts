import type { CancellationToken, LogOutputChannel } from 'vscode';
import type { GuideBase, GuideSectionResult, GuideSectionsResult } from '../../core/protocol/guide.ts';
import type { HostsResult, SaveParams, SaveResult, SshSettings } from '../../core/protocol/hosts.ts';
import type {
  ChildrenParams,
  ChildrenResult,
  ExplainParams,
  ExplainResult,
  FilterParams,
  FilterResult,
  InspectParams,
  InspectProgress,
  InspectResult,
  LevelParams,
  LevelResult,
} from '../../core/protocol/inspection.ts';

/**
 * The server process as the extension sees it. It is started by the first request, and again by the next one after it
 * stopped. A request fails with a `UserError`, or with `CancellationError` when its token was cancelled.
 */
export interface InspectionClient {
  inspect(params: InspectParams, token: CancellationToken): Promise<InspectResult>;
  children(params: ChildrenParams): Promise<ChildrenResult>;
  filter(params: FilterParams, token?: CancellationToken): Promise<FilterResult>;
  explain(params: ExplainParams, token: CancellationToken): Promise<ExplainResult>;
  level(params: LevelParams): Promise<LevelResult>;
  /** What there is to be inspected. */
  hosts(): Promise<HostsResult>;
  /** Ends the connection to a host and drops what was read from it; for a server that runs. */
  forgetHost(host: string): Promise<void>;
  /** Writes an inspection into a file. */
  saveSnapshot(params: SaveParams): Promise<SaveResult>;
  guideSection(section: string): Promise<GuideSectionResult>;
  guideSections(): Promise<GuideSectionsResult>;
  /** Any other request of the protocol. */
  request<Result>(method: string, params: object, token?: CancellationToken): Promise<Result>;
  /** Whether the user allows that hosts are changed, from now on. */
  allowHostChanges(isAllowed: boolean): Promise<void>;
  /** Starts the process now: an editor needs it before anything is asked. */
  start(): Promise<void>;
  /** The user trusts the workspace from now on. */
  trust(): Promise<void>;
  /** The user's ssh is to be called in another way from now on. */
  useSsh(settings: SshSettings): Promise<void>;
  /** Ends the process. */
  stop(): Promise<void>;
}

export interface ClientOptions {
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
