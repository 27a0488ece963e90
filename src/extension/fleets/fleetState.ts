import type { Fleet } from '../../core/protocol/viewModels.ts';
import type { ToldError } from '../inspection/inspectionState.ts';

/** What a Prometheus answered. */
export interface ReadFleet {
  readonly fleet: Fleet;
  /** By the clock of this machine, in milliseconds since 1970. */
  readonly at: number;
}

/** What is known of the hosts of a Prometheus. `previous` is older data. */
export type FleetState =
  | { readonly kind: 'none' }
  | { readonly kind: 'asking'; readonly previous?: ReadFleet }
  | { readonly kind: 'read'; readonly read: ReadFleet }
  | { readonly kind: 'failed'; readonly error: ToldError; readonly previous?: ReadFleet };

/** The hosts to show: the current ones, or older ones if there are none. */
export function lastFleet(state: FleetState): ReadFleet | undefined {
  switch (state.kind) {
    case 'none':
      return undefined;
    case 'read':
      return state.read;
    case 'asking':
    case 'failed':
      return state.previous;
  }
}
