import type { Destination } from '../../aggregate/aggregation.ts';
import { countText, numberText } from '../../model/numberText.ts';
import { tcpStateName, type TcpState, type TcpStateName } from '../../model/tcpState.ts';
import type { SocketEvidence } from '../rule.ts';
import { exhaustionShares } from '../../model/exhaustionShares.ts';

/** Destinations that use most of their ports, fullest first. */
export function fullDestinations({ aggregation }: SocketEvidence): readonly Destination[] {
  return aggregation.destinations.filter(
    ({ used, usable }) => usable !== undefined && usable > 0 && used / usable >= exhaustionShares.warning,
  );
}

/** The share of a destination's ports that a new connection cannot get. */
export function blockedShare({ used, reusable, usable = 0 }: Destination): number {
  return usable <= 0 ? 0 : (used - reusable) / usable;
}

/** The state of most sockets of a destination. */
export function mainState(
  { table, aggregation }: SocketEvidence,
  { group, timeWait, used }: Destination,
): TcpStateName {
  if (timeWait * 2 >= used) return 'TIME_WAIT';
  const counts = new Map<number, number>();
  for (let row = 0; row < table.length; row++) {
    if (aggregation.groups.ofRow[row] !== group) continue;
    const state = table.state[row] ?? 0;
    counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  const [[state] = [1]] = [...counts].sort(([, a], [, b]) => b - a);
  return tcpStateName(state as TcpState);
}

/** Groups of destinations that have no port left because most of their sockets are in this state. */
function exhaustedBy(sockets: SocketEvidence, state: TcpStateName): ReadonlySet<number> {
  return new Set(
    fullDestinations(sockets)
      .filter((full) => blockedShare(full) >= exhaustionShares.error && mainState(sockets, full) === state)
      .map(({ group }) => group),
  );
}

/** What sockets take from others. */
export interface HeldPorts {
  /** The object of "hold". */
  readonly what: string;
  /** A sentence. */
  readonly text: string;
}

/** What sockets in this state hold if they leave a destination of theirs without a port; undefined if they leave none so. */
export function allPortsHeld(
  sockets: SocketEvidence,
  rows: readonly number[],
  state: TcpStateName,
): HeldPorts | undefined {
  const exhausted = exhaustedBy(sockets, state);
  if (exhausted.size === 0) return undefined;
  const destinations = new Set(rows.map((row) => sockets.aggregation.groups.ofRow[row] ?? 0));
  const full = [...destinations].filter((group) => exhausted.has(group)).length;
  if (full === 0) return undefined;
  if (full === destinations.size)
    return {
      what: 'all local ports',
      text: `Each of them holds a local port, and none is left: further connects to ${full > 1 ? 'those destinations' : 'that destination'} fail with EADDRNOTAVAIL.`,
    };
  const share = `${numberText(full)} of their ${countText(destinations.size, 'destination')}`;
  return {
    what: `all local ports for ${share}`,
    text: `For ${share} no local port is left: further connects there fail with EADDRNOTAVAIL.`,
  };
}
