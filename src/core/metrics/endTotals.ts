import {
  connectionKinds,
  failedKinds,
  type ConnectionKind,
  type WatchedConnections,
} from '../model/watched.ts';
import type { Metric } from './metric.ts';

/** The values of the labels `how` and `reason`. */
const labels: Readonly<Record<ConnectionKind, string>> = {
  probe: 'probe',
  exchange: 'exchange',
  long: 'long',
  resetByUs: 'reset_by_us',
  resetByPeer: 'reset_by_peer',
  refused: 'refused',
  timedOut: 'timed_out',
  noLocalPort: 'no_local_port',
};

/** Adds up what each inspection heard of connections that ended, so that the sums only grow. */
export class EndTotals {
  readonly #kinds = new Map<ConnectionKind, number>();
  #lost = 0;
  #hasHeard = false;

  /** @param heard since the one before. */
  add({ kinds, lost }: WatchedConnections): void {
    this.#hasHeard = true;
    this.#lost += lost;
    for (const kind of connectionKinds) this.#kinds.set(kind, this.#of(kind) + kinds[kind]);
  }

  /** Empty until something could be listened to: 0 would say that nothing failed. */
  metrics(): readonly Metric[] {
    if (!this.#hasHeard) return [];
    const closed = connectionKinds.filter((kind) => !failedKinds.includes(kind));
    return [
      {
        name: 'socket_diagnostics_connections_closed_total',
        samples: closed.map((kind) => ({ labels: { how: labels[kind] }, value: this.#of(kind) })),
      },
      {
        name: 'socket_diagnostics_connects_failed_total',
        samples: failedKinds.map((kind) => ({ labels: { reason: labels[kind] }, value: this.#of(kind) })),
      },
      {
        name: 'socket_diagnostics_end_events_lost_total',
        samples: [{ labels: {}, value: this.#lost }],
      },
    ];
  }

  #of(kind: ConnectionKind): number {
    return this.#kinds.get(kind) ?? 0;
  }
}
