import { Disposable, EventEmitter } from 'vscode';
import { plainLabel } from '../../core/model/plainText.ts';
import type { LevelResult } from '../../core/protocol/inspection.ts';
import { messageOf } from '../errors.ts';
import type { Inspections } from '../inspection/inspections.ts';
import type { LevelState } from './levelState.ts';
import type { Onlookers } from './onlookers.ts';
import { Repeater, type Clock } from './repeater.ts';

export interface LevelPorts {
  level(host: string): Promise<LevelResult>;
  isTrusted(): boolean;
  intervalMs(): number;
  onFailure(error: unknown): void;
  readonly clock: Clock;
  /** Milliseconds since 1970. */
  readonly today: () => number;
}

const notFollowed: LevelState = { isFollowed: false };

/**
 * Updates the number and rate of TIME_WAIT sockets of the current host while they are visible, from counters that the
 * server reads in constant time. After a failure it stops until the host is inspected again.
 */
export class LiveLevel implements Disposable {
  readonly #ports: LevelPorts;
  readonly #onlookers: Onlookers;
  readonly #inspections: Inspections;
  readonly #repeater: Repeater;
  readonly #changed = new EventEmitter<LevelState>();
  readonly #subscriptions: Disposable;
  #host: string;
  #state: LevelState = notFollowed;
  /** The server reports growth since the previous request, which may be long ago. */
  #isFirst = true;

  readonly onDidChange = this.#changed.event;

  constructor(ports: LevelPorts, onlookers: Onlookers, inspections: Inspections) {
    this.#ports = ports;
    this.#onlookers = onlookers;
    this.#inspections = inspections;
    this.#host = inspections.current.host;
    this.#repeater = new Repeater(ports.clock, () => this.#ask());
    this.#subscriptions = Disposable.from(
      this.#changed,
      onlookers.onDidChange(() => {
        this.update();
      }),
      inspections.onDidChangeCurrent(({ host, state }) => {
        if (host !== this.#host) this.#begin(host);
        if (state.kind === 'done') this.#forgetFailure();
        this.update();
      }),
    );
  }

  get state(): LevelState {
    return this.#state;
  }

  /** What is known about a host, which may not be the one being updated. */
  stateOf(host: string): LevelState {
    return host === this.#host ? this.#state : notFollowed;
  }

  /** Starts or stops, depending on the current conditions. */
  update(): void {
    const isFollowed = this.#canFollow() && this.#ports.intervalMs() > 0;
    if (isFollowed && !this.#state.isFollowed) this.#isFirst = true;
    if (isFollowed !== this.#state.isFollowed) this.#set({ ...this.#state, isFollowed });
    this.#repeater.every(isFollowed ? this.#ports.intervalMs() : 0);
  }

  dispose(): void {
    this.#repeater.every(0);
    this.#subscriptions.dispose();
  }

  #canFollow(): boolean {
    const { result } = this.#inspections.current;
    const isReadable = result !== undefined && result.unreadable === undefined;
    const isOfNow = result?.report.openedFrom === undefined;
    const hasFailed = this.#state.failure !== undefined;
    return isReadable && isOfNow && !hasFailed && this.#onlookers.areThere && this.#ports.isTrusted();
  }

  #begin(host: string): void {
    this.#host = host;
    this.#set(notFollowed);
  }

  async #ask(): Promise<void> {
    const host = this.#host;
    try {
      const level = await this.#ports.level(host);
      if (host !== this.#host) return;
      const { timeWait, hasOrphans } = level;
      if (timeWait === undefined) throw new Error('The kernel counters cannot be read.');
      const withoutRate = { timeWait, ...(hasOrphans !== undefined && { hasOrphans }) };
      const last = { level: this.#isFirst ? withoutRate : level, takenAt: this.#ports.today() };
      this.#isFirst = false;
      this.#set({ isFollowed: this.#state.isFollowed, last });
    } catch (error) {
      this.#ports.onFailure(error);
      if (host !== this.#host) return;
      this.#set({ ...this.#state, failure: plainLabel(messageOf(error)) });
      this.update();
    }
  }

  #forgetFailure(): void {
    const { isFollowed, last } = this.#state;
    this.#state = { isFollowed, ...(last && { last }) };
  }

  #set(state: LevelState): void {
    this.#state = state;
    this.#changed.fire(state);
  }
}
