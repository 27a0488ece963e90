import { Disposable, EventEmitter } from 'vscode';
import type { LevelResult } from '../../core/protocol/inspection.ts';
import { messageOf, plainText } from '../errors.ts';
import type { Inspections } from '../inspections.ts';
import { lastResult } from '../inspectionState.ts';
import type { LevelState } from './levelState.ts';
import type { Onlookers } from './onlookers.ts';
import { Repeater, type Clock } from './repeater.ts';

export interface LevelPorts {
  level(): Promise<LevelResult>;
  isTrusted(): boolean;
  intervalMs(): number;
  onFailure(error: unknown): void;
  readonly clock: Clock;
  /** Milliseconds since 1970. */
  readonly today: () => number;
}

/**
 * Follows level and rate of TIME_WAIT while somebody looks, from the counters that the server reads in constant time.
 * After a failure it stops until the host was inspected again.
 */
export class LiveLevel implements Disposable {
  readonly #ports: LevelPorts;
  readonly #onlookers: Onlookers;
  readonly #inspections: Inspections;
  readonly #repeater: Repeater;
  readonly #changed = new EventEmitter<LevelState>();
  readonly #subscriptions: Disposable;
  #state: LevelState = { isFollowed: false };
  /** The server tells what happened since it was asked before, which may be long ago. */
  #isFirst = true;

  readonly onDidChange = this.#changed.event;

  constructor(ports: LevelPorts, onlookers: Onlookers, inspections: Inspections) {
    this.#ports = ports;
    this.#onlookers = onlookers;
    this.#inspections = inspections;
    this.#repeater = new Repeater(ports.clock, () => this.#ask());
    this.#subscriptions = Disposable.from(
      this.#changed,
      onlookers.onDidChange(() => {
        this.update();
      }),
      inspections.onDidChange((state) => {
        if (state.kind === 'done') this.#forgetFailure();
        this.update();
      }),
    );
  }

  get state(): LevelState {
    return this.#state;
  }

  /** Begins or stops, as everything it depends on is at the moment. */
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
    const result = lastResult(this.#inspections.state);
    const isReadable = result !== undefined && result.unreadable === undefined;
    const hasFailed = this.#state.failure !== undefined;
    return isReadable && !hasFailed && this.#onlookers.areThere && this.#ports.isTrusted();
  }

  async #ask(): Promise<void> {
    try {
      const level = await this.#ports.level();
      const { timeWait } = level;
      if (timeWait === undefined) throw new Error('The counters of the kernel cannot be read.');
      const last = { level: this.#isFirst ? { timeWait } : level, takenAt: this.#ports.today() };
      this.#isFirst = false;
      this.#set({ isFollowed: this.#state.isFollowed, last });
    } catch (error) {
      this.#ports.onFailure(error);
      this.#set({ ...this.#state, failure: plainText(messageOf(error)) });
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
