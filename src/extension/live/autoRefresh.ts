import { Disposable, EventEmitter } from 'vscode';
import type { HostInspection } from '../inspection/hostInspection.ts';
import type { Inspections } from '../inspection/inspections.ts';
import type { Onlookers } from './onlookers.ts';
import { Repeater, type Clock } from './repeater.ts';

/** `off`: the setting is 0. */
export type RefreshState = 'off' | 'running' | 'paused';

export interface RefreshPorts {
  intervalMs(): number;
  onFailure(error: unknown): void;
  readonly clock: Clock;
}

/**
 * Inspects the current host periodically while its figures are visible, if enabled by a setting. After a failure it
 * stops until the host is inspected again.
 */
export class AutoRefresh implements Disposable {
  readonly #ports: RefreshPorts;
  readonly #onlookers: Onlookers;
  readonly #inspections: Inspections;
  readonly #repeater: Repeater;
  readonly #changed = new EventEmitter<RefreshState>();
  readonly #subscriptions: Disposable;
  #isPaused = false;
  /** The running inspection of the current host. */
  #running: { readonly host: string; readonly since: number } | undefined;

  readonly onDidChange = this.#changed.event;

  constructor(ports: RefreshPorts, onlookers: Onlookers, inspections: Inspections) {
    this.#ports = ports;
    this.#onlookers = onlookers;
    this.#inspections = inspections;
    this.#repeater = new Repeater(ports.clock, () => this.#inspect());
    this.#subscriptions = Disposable.from(
      this.#changed,
      onlookers.onDidChange(() => {
        this.update();
      }),
      inspections.onDidChangeCurrent((current) => {
        this.#note(current);
        this.update();
      }),
    );
  }

  get state(): RefreshState {
    if (this.#ports.intervalMs() <= 0) return 'off';
    return this.#isPaused ? 'paused' : 'running';
  }

  pause(isPaused: boolean): void {
    this.#isPaused = isPaused;
    this.update();
  }

  /** Starts or stops, depending on the current conditions. */
  update(): void {
    const { state, result } = this.#inspections.current;
    // A snapshot never changes.
    const isKnown = state.kind !== 'failed' && result !== undefined && result.report.openedFrom === undefined;
    const goesOn = isKnown && this.state === 'running' && this.#onlookers.areThere;
    this.#repeater.every(goesOn ? this.#ports.intervalMs() : 0);
    this.#changed.fire(this.state);
  }

  dispose(): void {
    this.#repeater.every(0);
    this.#subscriptions.dispose();
  }

  async #inspect(): Promise<void> {
    await this.#inspections.current.inspect(undefined, true).catch((error: unknown) => {
      this.#ports.onFailure(error);
    });
  }

  /** The next inspection is one interval after the last, regardless of who requested it. */
  #note({ host, state }: HostInspection): void {
    const now = this.#ports.clock.now();
    if (state.kind === 'running') {
      if (this.#running?.host !== host) this.#running = { host, since: now };
      return;
    }
    if (state.kind === 'done' && this.#running?.host === host)
      this.#repeater.note(this.#running.since, now - this.#running.since);
    this.#running = undefined;
  }
}
