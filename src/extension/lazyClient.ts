import { EventEmitter, type Disposable } from 'vscode';
import type { InspectProgress } from '../core/protocol/inspection.ts';
import type { NotificationType } from '../core/protocol/messageTypes.ts';
import type { CreateClient, Send, Server, ServerOptions } from './client/server.ts';
import { serverNotStarted } from './errors.ts';

/** Loads the language client's bundle with the first request, so that activation stays fast. */
export class LazyClient implements Server, Disposable {
  readonly #loadClient: () => Promise<CreateClient>;
  readonly #options: Omit<ServerOptions, 'onProgress' | 'onStopped'>;
  readonly #progress = new EventEmitter<InspectProgress>();
  readonly #stopped = new EventEmitter<void>();
  #client: Promise<Server> | undefined;
  #loaded: Server | undefined;

  readonly onDidProgress = this.#progress.event;
  /** The server process ended unexpectedly. */
  readonly onDidStop = this.#stopped.event;

  constructor(
    loadClient: () => Promise<CreateClient>,
    options: Omit<ServerOptions, 'onProgress' | 'onStopped'>,
  ) {
    this.#loadClient = loadClient;
    this.#options = options;
  }

  readonly send: Send = async (type, params, token) => (await this.#load()).send(type, params, token);

  async notify<Params>(type: NotificationType<Params>, params: Params): Promise<void> {
    await (await this.#client)?.notify(type, params);
  }

  async checkAgain(uri: string): Promise<void> {
    await (await this.#client)?.checkAgain(uri);
  }

  get isStarted(): boolean {
    return this.#loaded?.isStarted === true;
  }

  async start(): Promise<void> {
    await (await this.#load()).start();
  }

  async stop(): Promise<void> {
    await (await this.#client)?.stop();
  }

  dispose(): void {
    this.#progress.dispose();
    this.#stopped.dispose();
  }

  async #load(): Promise<Server> {
    this.#client ??= this.#create();
    try {
      return await this.#client;
    } catch (error) {
      this.#client = undefined;
      throw serverNotStarted(error);
    }
  }

  async #create(): Promise<Server> {
    const create = await this.#loadClient();
    this.#loaded = create({
      ...this.#options,
      onProgress: (progress) => {
        this.#progress.fire(progress);
      },
      onStopped: () => {
        this.#stopped.fire();
      },
    });
    return this.#loaded;
  }
}
