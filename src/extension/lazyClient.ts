import { EventEmitter, type CancellationToken, type Disposable } from 'vscode';
import type { GuideSectionResult, GuideSectionsResult } from '../core/protocol/guide.ts';
import type { HostsResult, SaveParams, SaveResult, SshSettings } from '../core/protocol/hosts.ts';
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
} from '../core/protocol/inspection.ts';
import type { ClientOptions, InspectionClient } from './client/inspectionClient.ts';
import { serverNotStarted } from './errors.ts';

/** Loads the language client's bundle with the first request, so that activation stays light. */
export class LazyClient implements InspectionClient, Disposable {
  readonly #options: Omit<ClientOptions, 'onProgress' | 'onStopped'>;
  readonly #progress = new EventEmitter<InspectProgress>();
  readonly #stopped = new EventEmitter<void>();
  #client: Promise<InspectionClient> | undefined;

  readonly onDidProgress = this.#progress.event;
  /** The server process ended although nobody asked it to. */
  readonly onDidStop = this.#stopped.event;

  constructor(options: Omit<ClientOptions, 'onProgress' | 'onStopped'>) {
    this.#options = options;
  }

  async inspect(params: InspectParams, token: CancellationToken): Promise<InspectResult> {
    return (await this.#load()).inspect(params, token);
  }

  async children(params: ChildrenParams): Promise<ChildrenResult> {
    return (await this.#load()).children(params);
  }

  async filter(params: FilterParams, token?: CancellationToken): Promise<FilterResult> {
    return (await this.#load()).filter(params, token);
  }

  async explain(params: ExplainParams, token: CancellationToken): Promise<ExplainResult> {
    return (await this.#load()).explain(params, token);
  }

  async level(params: LevelParams): Promise<LevelResult> {
    return (await this.#load()).level(params);
  }

  async hosts(): Promise<HostsResult> {
    return (await this.#load()).hosts();
  }

  async forgetHost(host: string): Promise<void> {
    await (await this.#client)?.forgetHost(host);
  }

  async saveSnapshot(params: SaveParams): Promise<SaveResult> {
    return (await this.#load()).saveSnapshot(params);
  }

  async guideSection(section: string): Promise<GuideSectionResult> {
    return (await this.#load()).guideSection(section);
  }

  async guideSections(): Promise<GuideSectionsResult> {
    return (await this.#load()).guideSections();
  }

  async request<Result>(method: string, params: object, token?: CancellationToken): Promise<Result> {
    return (await this.#load()).request(method, params, token);
  }

  async allowHostChanges(isAllowed: boolean): Promise<void> {
    await (await this.#client)?.allowHostChanges(isAllowed);
  }

  async start(): Promise<void> {
    await (await this.#load()).start();
  }

  async trust(): Promise<void> {
    await (await this.#client)?.trust();
  }

  async useSsh(settings: SshSettings): Promise<void> {
    await (await this.#client)?.useSsh(settings);
  }

  async stop(): Promise<void> {
    await (await this.#client)?.stop();
  }

  dispose(): void {
    this.#progress.dispose();
    this.#stopped.dispose();
  }

  async #load(): Promise<InspectionClient> {
    this.#client ??= this.#create();
    try {
      return await this.#client;
    } catch (error) {
      this.#client = undefined;
      throw serverNotStarted(error);
    }
  }

  async #create(): Promise<InspectionClient> {
    const { createClient } = await import('./client/main.ts');
    return createClient({
      ...this.#options,
      onProgress: (progress) => {
        this.#progress.fire(progress);
      },
      onStopped: () => {
        this.#stopped.fire();
      },
    });
  }
}
