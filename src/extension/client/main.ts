import { CancellationError, type CancellationToken } from 'vscode';
import {
  CloseAction,
  ErrorAction,
  ErrorCodes,
  LanguageClient,
  LSPErrorCodes,
  ResponseError,
  RevealOutputChannelOn,
  TransportKind,
} from 'vscode-languageclient/node';
import { hostChangesNotification, type HostChangeOptions } from '../../core/protocol/closeSockets.ts';
import {
  guideSectionRequest,
  guideSectionsRequest,
  type GuideSectionParams,
  type GuideSectionResult,
  type GuideSectionsResult,
  type InitializationOptions,
} from '../../core/protocol/guide.ts';
import {
  forgetHostRequest,
  hostsRequest,
  saveSnapshotRequest,
  sshSettingsNotification,
  type ForgetHostParams,
  type HostsResult,
  type SaveParams,
  type SaveResult,
  type SshSettings,
} from '../../core/protocol/hosts.ts';
import {
  childrenRequest,
  explainRequest,
  filterRequest,
  inspectProgressNotification,
  inspectRequest,
  levelRequest,
  untrustedErrorCode,
  type ChildrenParams,
  type ChildrenResult,
  type ExplainParams,
  type ExplainResult,
  type FilterParams,
  type FilterResult,
  type InspectParams,
  type InspectProgress,
  type InspectResult,
  type LevelParams,
  type LevelResult,
} from '../../core/protocol/inspection.ts';
import { trustNotification, type LanguageOptions } from '../../core/protocol/language.ts';
import { inspectionFailed, serverNotStarted, serverStopped, untrustedWorkspace } from '../errors.ts';
import { sysctlLanguageId } from '../ids.ts';
import type { ClientOptions, InspectionClient } from './inspectionClient.ts';
import { RestartPolicy } from './restartPolicy.ts';

type StartOptions = InitializationOptions &
  LanguageOptions &
  HostChangeOptions & { readonly ssh: SshSettings };

/** The heavy bundle: `vscode-languageclient` lives here and is loaded by the first request. */
export function createClient(options: ClientOptions): InspectionClient {
  return new LanguageServerClient(options);
}

class LanguageServerClient implements InspectionClient {
  readonly #options: ClientOptions;
  readonly #restarts = new RestartPolicy();
  #client: LanguageClient | undefined;
  #started: Promise<void> | undefined;
  #stopping = false;

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  inspect(params: InspectParams, token: CancellationToken): Promise<InspectResult> {
    return this.#request(inspectRequest, params, token);
  }

  children(params: ChildrenParams): Promise<ChildrenResult> {
    return this.#request(childrenRequest, params);
  }

  filter(params: FilterParams, token?: CancellationToken): Promise<FilterResult> {
    return this.#request(filterRequest, params, token);
  }

  explain(params: ExplainParams, token: CancellationToken): Promise<ExplainResult> {
    return this.#request(explainRequest, params, token);
  }

  level(params: LevelParams): Promise<LevelResult> {
    return this.#request(levelRequest, params);
  }

  hosts(): Promise<HostsResult> {
    return this.#request(hostsRequest, {});
  }

  async forgetHost(host: string): Promise<void> {
    const params: ForgetHostParams = { host };
    if (this.#started !== undefined) await this.#request(forgetHostRequest, params);
  }

  saveSnapshot(params: SaveParams): Promise<SaveResult> {
    return this.#request(saveSnapshotRequest, params);
  }

  guideSection(section: string): Promise<GuideSectionResult> {
    const params: GuideSectionParams = { section };
    return this.#request(guideSectionRequest, params);
  }

  guideSections(): Promise<GuideSectionsResult> {
    return this.#request(guideSectionsRequest, {});
  }

  request<Result>(method: string, params: object, token?: CancellationToken): Promise<Result> {
    return this.#request(method, params, token);
  }

  allowHostChanges(isAllowed: boolean): Promise<void> {
    const options: HostChangeOptions = { allowHostChanges: isAllowed };
    return this.#notify(hostChangesNotification, options);
  }

  async start(): Promise<void> {
    await this.#running();
  }

  trust(): Promise<void> {
    return this.#notify(trustNotification, {});
  }

  useSsh(settings: SshSettings): Promise<void> {
    return this.#notify(sshSettingsNotification, settings);
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    const client = this.#client;
    if (client === undefined) return;
    // One that is starting can only be stopped once it has started; one that fails to start has ended already.
    await client.start().then(
      () => client.dispose(),
      () => undefined,
    );
  }

  /** A process that starts later is told when it does. */
  async #notify(method: string, params: object): Promise<void> {
    if (this.#started === undefined) return;
    await (await this.#running()).sendNotification(method, params);
  }

  async #request<Result>(method: string, params: object, token?: CancellationToken): Promise<Result> {
    const client = await this.#running();
    try {
      // An undefined token would be sent, as a second parameter that is null.
      return await (token === undefined
        ? client.sendRequest<Result>(method, params)
        : client.sendRequest<Result>(method, params, token));
    } catch (error) {
      throw this.#told(client, error);
    }
  }

  /** What the user is told about a request that failed. The client has logged the rest. */
  #told(client: LanguageClient, error: unknown): Error {
    if (!(error instanceof ResponseError)) return serverStopped(error);
    switch (error.code) {
      case LSPErrorCodes.RequestCancelled:
      case LSPErrorCodes.ServerCancelled:
        return new CancellationError();
      case untrustedErrorCode:
        return untrustedWorkspace();
      case ErrorCodes.PendingResponseRejected:
        return serverStopped(error);
      case ErrorCodes.ConnectionInactive:
        this.#forget(client);
        return serverStopped(error);
      default:
        return inspectionFailed(error);
    }
  }

  async #running(): Promise<LanguageClient> {
    const client = (this.#client ??= this.#create());
    this.#started ??= client.start();
    try {
      await this.#started;
    } catch (error) {
      this.#forget(client);
      throw serverNotStarted(error);
    }
    return client;
  }

  #create(): LanguageClient {
    const { serverModule, guideBase, isTrusted, allowsHostChanges, ssh, log, onProgress } = this.#options;
    const initializationOptions = (): StartOptions => ({
      guideBase,
      ssh: ssh(),
      isTrusted: isTrusted(),
      allowHostChanges: allowsHostChanges(),
      hasShellCommands: true,
      showsProblemsOnHover: true,
    });
    const client: LanguageClient = new LanguageClient(
      'socketDiagnostics',
      'Socket Diagnostics',
      { module: serverModule, transport: TransportKind.stdio },
      {
        outputChannel: log,
        revealOutputChannelOn: RevealOutputChannelOn.Never,
        initializationOptions,
        // Of every scheme: untitled, git and virtual documents too.
        documentSelector: [{ language: sysctlLanguageId }],
        // No dialog of the client's own: a request that fails says so where it was asked for.
        initializationFailedHandler: () => false,
        errorHandler: {
          error: () => ({ action: ErrorAction.Continue, handled: true }),
          closed: () => ({ action: this.#closed(client), handled: true }),
        },
      },
    );
    client.onNotification(inspectProgressNotification, (progress: InspectProgress) => {
      onProgress(progress);
    });
    return client;
  }

  #closed(client: LanguageClient): CloseAction {
    if (this.#stopping) return CloseAction.DoNotRestart;
    const restart = this.#restarts.restartAfterDeath(Date.now());
    if (!restart) this.#forget(client);
    this.#options.onStopped();
    return restart ? CloseAction.Restart : CloseAction.DoNotRestart;
  }

  /** The next request makes a new client. */
  #forget(client: LanguageClient): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    this.#started = undefined;
  }
}
