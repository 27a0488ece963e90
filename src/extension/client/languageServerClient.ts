import { CancellationError, type CancellationToken } from 'vscode';
import {
  CloseAction,
  ErrorAction,
  ErrorCodes,
  LSPErrorCodes,
  ResponseError,
  RevealOutputChannelOn,
  type BaseLanguageClient,
  type LanguageClientOptions,
} from 'vscode-languageclient';
import {
  inspectProgressNotification,
  untrustedErrorCode,
  type InspectProgress,
} from '../../core/protocol/inspection.ts';
import type { NotificationType, RequestType } from '../../core/protocol/messageTypes.ts';
import { nativeCallsRequest, type NativeCalls } from '../../core/protocol/nativeCalls.ts';
import type { StartOptions } from '../../core/protocol/startOptions.ts';
import { inspectionFailed, serverNotStarted, serverStopped, untrustedWorkspace } from '../errors.ts';
import { sysctlLanguageId } from '../ids.ts';
import {
  checkAgainNotification,
  checkingNotification,
  type CheckingDocument,
} from '../../core/protocol/checking.ts';
import { parameterFiles, parameterLanguages } from '../../core/protocol/language.ts';
import type { Server, ServerOptions } from './server.ts';
import { RestartPolicy } from './restartPolicy.ts';
import { SuspectDocuments } from './suspectDocuments.ts';

export const clientId = 'socketDiagnostics';
export const clientName = 'Socket Diagnostics';

/** How long a process that does not answer any more may take to end, in milliseconds. */
const longestEndMs = 2000;

/** Told by a client whose server is a process. */
export interface ServerLife {
  /** Decides by the end of the process before how the next is started. */
  beforeStart(): Promise<void>;
  /** @param fault resolves when the process has ended, with whether native code was to blame. */
  started(fault: Promise<boolean>): void;
}

/** Creates a client that starts the server with the first message. */
type Connect = (options: LanguageClientOptions, life: ServerLife) => BaseLanguageClient;

/** What is said to a server, wherever it runs. */
export class LanguageServerClient implements Server {
  readonly #options: ServerOptions;
  readonly #restarts = new RestartPolicy();
  readonly #suspects = new SuspectDocuments();
  /** The server is calling native code, which may end it. */
  #callsNative = false;
  /** Whether a fault of native code has ended the last process. */
  #fault: Promise<boolean> | undefined;
  #avoidsNetlink = false;
  readonly #connect: Connect;
  #client: BaseLanguageClient | undefined;
  #started: Promise<void> | undefined;
  #stopping = false;

  constructor(options: ServerOptions, connect: Connect) {
    this.#options = options;
    this.#connect = connect;
  }

  async send<Params, Result>(
    { method }: RequestType<Params, Result>,
    params: Params,
    token?: CancellationToken,
  ): Promise<Result> {
    const client = await this.#running();
    try {
      // An undefined token would be sent as a second parameter that is null.
      return await (token === undefined
        ? client.sendRequest<Result>(method, params)
        : client.sendRequest<Result>(method, params, token));
    } catch (error) {
      throw this.#told(client, error);
    }
  }

  async notify<Params>({ method }: NotificationType<Params>, params: Params): Promise<void> {
    if (this.isStarted) await (await this.#running()).sendNotification(method, params);
  }

  async checkAgain(uri: string): Promise<void> {
    this.#suspects.forgive(uri);
    await this.notify(checkAgainNotification, { uri });
  }

  get isStarted(): boolean {
    return this.#started !== undefined;
  }

  async start(): Promise<void> {
    await this.#running();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    const client = this.#client;
    if (client === undefined) return;
    // A starting process can only be stopped once it has started; one that fails to start has already ended.
    await client.start().then(
      () => client.dispose(),
      () => undefined,
    );
  }

  /** The error that the user sees for a failed request. The client has logged the details. */
  #told(client: BaseLanguageClient, error: unknown): Error {
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

  async #running(): Promise<BaseLanguageClient> {
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

  #create(): BaseLanguageClient {
    const { guideBase, isTrusted, allowsHostChanges, hasTerminal, ssh, log, onProgress } = this.#options;
    const initializationOptions = (): StartOptions => ({
      guideBase,
      ssh: ssh(),
      isTrusted: isTrusted(),
      allowHostChanges: allowsHostChanges(),
      hasShellCommands: hasTerminal,
      showsProblemsOnHover: true,
      suspectDocuments: this.#suspects.uris,
      avoidsNetlink: this.#avoidsNetlink,
    });
    const clientOptions: LanguageClientOptions = {
      outputChannel: log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationOptions,
      // Any scheme, including untitled, git and virtual documents. The server knows by their content which set parameters.
      documentSelector: [
        ...[sysctlLanguageId, ...parameterLanguages].map((language) => ({ language })),
        ...parameterFiles.map((pattern) => ({ pattern })),
      ],
      // No dialogs by the client itself: a failed request is reported where it was made.
      initializationFailedHandler: () => false,
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => ({ action: this.#closed(client), handled: true }),
      },
    };
    const client: BaseLanguageClient = this.#connect(clientOptions, {
      beforeStart: () => this.#beforeStart(),
      started: (fault) => {
        this.#fault = fault;
      },
    });
    const { method, params } = inspectProgressNotification;
    client.onNotification(method, (progress: unknown) => {
      if (params.fault(progress, '') === undefined) onProgress(progress as InspectProgress);
    });
    client.onNotification(checkingNotification.method, (sent: unknown) => {
      if (checkingNotification.params.fault(sent, '') === undefined)
        this.#suspects.checking((sent as CheckingDocument).uri);
    });
    client.onRequest(nativeCallsRequest.method, (sent: unknown) => {
      if (nativeCallsRequest.params.fault(sent, '') === undefined)
        this.#callsNative = (sent as NativeCalls).areRunning;
      return null;
    });
    return client;
  }

  /** Who kills a process that calls native code, as the kernel does for want of memory, says nothing about that code. */
  async #beforeStart(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const unknown = new Promise<boolean>((resolve) => {
      timer = setTimeout(resolve, longestEndMs, false);
    });
    const isFault = this.#fault !== undefined && (await Promise.race([this.#fault, unknown]));
    clearTimeout(timer);
    if (isFault && this.#callsNative) {
      this.#avoidsNetlink = true;
      this.#options.log.error('The server stopped while it used netlink. This window does not use it again.');
    }
    this.#callsNative = false;
  }

  #closed(client: BaseLanguageClient): CloseAction {
    if (this.#stopping) return CloseAction.DoNotRestart;
    const suspect = this.#suspects.serverDied();
    if (suspect !== undefined)
      this.#options.log.error(
        `The server stopped while it checked ${suspect}. The file is not checked again.`,
      );
    const restart = this.#restarts.restartAfterDeath(Date.now());
    if (!restart) this.#forget(client);
    this.#options.onStopped();
    return restart ? CloseAction.Restart : CloseAction.DoNotRestart;
  }

  /** The next request creates a new client. */
  #forget(client: BaseLanguageClient): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    this.#started = undefined;
  }
}
