import { connectionKinds, type ClosedFirst, type ConnectionKind } from '../model/watched.ts';

/** Numbers of those who may have closed first, for counts: V8 compiles again what reads a field by another name each time. */
export const closerNumbers: Readonly<Record<keyof ClosedFirst, number>> = { us: 0, peer: 1, unknown: 2 };

const { us, peer, unknown } = closerNumbers;
const look = -1;

/** As far as the kind tells; else the look at the socket table after it does. */
const byKind: Readonly<Record<ConnectionKind, number>> = {
  probe: look,
  exchange: look,
  long: look,
  resetByUs: us,
  resetByPeer: peer,
  refused: unknown,
  timedOut: unknown,
  noLocalPort: unknown,
};
const byNumber = Int8Array.from(connectionKinds, (kind) => byKind[kind]);

/**
 * The number of who closed a connection first.
 * @param isKnown whether the look shows what is in TIME_WAIT of it; @param isTimeWait whether this end is.
 */
export function closerOf(kind: number, isKnown: boolean, isTimeWait: boolean): number {
  const closer = byNumber[kind] ?? unknown;
  if (closer !== look) return closer;
  return isKnown ? (isTimeWait ? us : peer) : unknown;
}

/** Counts by number as the result has them. */
export function closedFirstOf(counts: Uint32Array): ClosedFirst {
  return { us: counts[us] ?? 0, peer: counts[peer] ?? 0, unknown: counts[unknown] ?? 0 };
}
