import { Disposable } from 'vscode';
import type { FleetList } from '../fleets/fleetList.ts';
import type { Onlookers } from './onlookers.ts';
import { Repeater, type Clock } from './repeater.ts';

/** Usual intervals of scrapes are shorter, and nobody decides anything faster than this. */
const intervalMs = 60_000;

/** Asks every Prometheus again while its hosts are visible. One that failed is left alone until the user asks it again. */
export class FleetRefresh implements Disposable {
  readonly #fleets: FleetList;
  readonly #onlookers: Onlookers;
  readonly #repeater: Repeater;
  readonly #subscriptions: Disposable;

  constructor(clock: Clock, fleets: FleetList, onlookers: Onlookers) {
    this.#fleets = fleets;
    this.#onlookers = onlookers;
    this.#repeater = new Repeater(clock, async () => {
      await Promise.all(this.#answering.map((address) => fleets.refresh(address).catch(() => undefined)));
    });
    this.#subscriptions = Disposable.from(
      onlookers.onDidChange(() => {
        this.#update();
      }),
      fleets.onDidChange((address) => {
        // Whoever asked: the next time is one interval later.
        if (fleets.stateOf(address).kind === 'asking') this.#repeater.note(clock.now(), 0);
        this.#update();
      }),
    );
  }

  dispose(): void {
    this.#repeater.every(0);
    this.#subscriptions.dispose();
  }

  get #answering(): readonly string[] {
    return this.#fleets.addresses.filter((address) => this.#fleets.stateOf(address).kind === 'read');
  }

  #update(): void {
    const goesOn = this.#onlookers.areThere && this.#answering.length > 0;
    this.#repeater.every(goesOn ? intervalMs : 0);
  }
}
