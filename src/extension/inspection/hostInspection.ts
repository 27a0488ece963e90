import {
  CancellationError,
  CancellationTokenSource,
  EventEmitter,
  type CancellationToken,
  type Disposable,
} from 'vscode';
import type { CollectorChoice } from '../../core/model/snapshot.ts';
import type {
  InspectParams,
  InspectResult,
  LookFurtherParams,
  LookFurtherResult,
} from '../../core/protocol/inspection.ts';
import {
  hostNotReached,
  inspectionFailed,
  isUserError,
  noMachine,
  serverStopped,
  untrustedWorkspace,
} from '../errors.ts';
import { notReached } from './notReached.ts';
import { lastResult, type InspectionState } from './inspectionState.ts';

export interface InspectionPorts {
  inspect(params: InspectParams, token: CancellationToken): Promise<InspectResult>;
  lookFurther(params: LookFurtherParams, token: CancellationToken): Promise<LookFurtherResult>;
  isTrusted(): boolean;
  /** Whether there is a way to the host. */
  canInspect(host: string): boolean;
  collector(): CollectorChoice;
}

interface Running {
  readonly result: Promise<InspectResult>;
  readonly cancellation: CancellationTokenSource;
  waiting: number;
}

/**
 * The latest inspection of one host, for everything that draws it. Requests during an inspection wait for the same
 * one; it is cancelled when no caller waits for it any more.
 */
export class HostInspection implements Disposable {
  /** Its id (core/model/hostId.ts). */
  readonly host: string;
  readonly #ports: InspectionPorts;
  readonly #changed = new EventEmitter<InspectionState>();
  #state: InspectionState = { kind: 'none' };
  #running: Running | undefined;
  #further: CancellationTokenSource | undefined;
  #looking: Promise<void> | undefined;

  readonly onDidChange = this.#changed.event;

  constructor(host: string, ports: InspectionPorts) {
    this.host = host;
    this.#ports = ports;
  }

  get state(): InspectionState {
    return this.#state;
  }

  /** The figures to show: the current ones, or older ones if there are none. */
  get result(): InspectResult | undefined {
    return lastResult(this.#state);
  }

  /** `isQuiet` as long as no user action waits for it. */
  async inspect(token?: CancellationToken, isQuiet = false): Promise<InspectResult> {
    if (!this.#ports.isTrusted()) throw untrustedWorkspace();
    if (!this.#ports.canInspect(this.host)) throw noMachine();
    const running = (this.#running ??= this.#start(isQuiet));
    if (this.#state.kind === 'running' && this.#state.isQuiet && !isQuiet)
      this.#set({ ...this.#state, isQuiet });
    running.waiting++;
    return await new Promise((resolve, reject) => {
      const listener = token?.onCancellationRequested(() => {
        running.waiting--;
        if (running.waiting === 0) running.cancellation.cancel();
        reject(new CancellationError());
      });
      void running.result.then(resolve, reject).finally(() => {
        listener?.dispose();
      });
    });
  }

  /** Like `inspect`, with what grows in the second after the first figures: for somebody who reads the answer only once. */
  async inspectFurther(token?: CancellationToken, isQuiet = false): Promise<InspectResult> {
    const first = await this.inspect(token, isQuiet);
    await this.#looking;
    return this.result ?? first;
  }

  /** The server process has ended, and with it the sockets that pages of rows are read from. */
  serverStopped(): void {
    if (this.#state.kind !== 'none') this.#set({ kind: 'failed', error: serverStopped() });
  }

  dispose(): void {
    this.#running?.cancellation.cancel();
    this.#further?.cancel();
    this.#changed.dispose();
  }

  #start(isQuiet: boolean): Running {
    this.#further?.cancel();
    const cancellation = new CancellationTokenSource();
    const previous = this.result;
    this.#set({ kind: 'running', isQuiet, ...(previous && { previous }) });
    const result = this.#ports
      .inspect({ host: this.host, collector: this.#ports.collector() }, cancellation.token)
      .finally(() => {
        this.#running = undefined;
        cancellation.dispose();
      })
      .then(
        (done) => {
          const problem = notReached(this.host, done);
          if (problem !== undefined) throw this.#failed(hostNotReached(this.host, problem), previous);
          this.#set({ kind: 'done', result: done });
          this.#looking = done.canLookFurther === true ? this.#lookFurther(done) : undefined;
          return done;
        },
        (error: unknown) => {
          throw this.#failed(error, previous);
        },
      );
    return { result, cancellation, waiting: 0 };
  }

  /** The first figures are drawn at once, and what grows meanwhile follows. If that fails, the report says what was not judged. */
  async #lookFurther({ inspection }: InspectResult): Promise<void> {
    const { token } = (this.#further = new CancellationTokenSource());
    const answer = await this.#ports.lookFurther({ inspection }, token).catch(() => undefined);
    const isNewest = this.#state.kind === 'done' && this.#state.result.inspection === inspection;
    if (answer?.kind === 'judged' && isNewest) this.#set({ kind: 'done', result: answer.result });
  }

  #failed(error: unknown, previous: InspectResult | undefined): unknown {
    if (error instanceof CancellationError) {
      this.#set(previous === undefined ? { kind: 'none' } : { kind: 'done', result: previous });
      return error;
    }
    const told = isUserError(error) ? error : inspectionFailed(error);
    const kept = told.code === 'server-stopped' ? undefined : previous;
    this.#set({ kind: 'failed', error: told, ...(kept && { previous: kept }) });
    return told;
  }

  #set(state: InspectionState): void {
    this.#state = state;
    this.#changed.fire(state);
  }
}
