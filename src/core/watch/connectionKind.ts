import { connectionKinds, failedKinds, type ConnectionKind } from '../model/watched.ts';
import type { SocketEnd } from '../model/socketEnd.ts';

/** More requests and answers than this are no single exchange: TLS needs three segments of its own in each direction. */
export const exchangeLimit = 4;
/** Retransmissions in a row after which silence ended an established connection, rather than a reset. */
const givenUpAfter = 3;

/** Numbers of the kinds, for columns. */
export const kindNumbers = Object.fromEntries(
  connectionKinds.map((kind, number) => [kind, number]),
) as Readonly<Record<ConnectionKind, number>>;

/** Whether a kind, by its number, is one of a connect() that failed. */
export const isFailed: readonly boolean[] = connectionKinds.map((kind) => failedKinds.includes(kind));

const { probe, exchange, long, resetByUs, resetByPeer, refused, timedOut, noLocalPort } = kindNumbers;

/**
 * The kind of connection that a socket was, by its number. `isServer` tells whether it was accepted: a connect() sends a SYN, which
 * counts as an acknowledged byte. Each case was tried (docs/watch.md); what two cases have in common cannot be told apart here.
 */
export function connectionKind(end: Readonly<SocketEnd>, isServer: boolean): number {
  if (end.remotePort === 0) return disconnectedKind(end);
  if (!end.wasEstablished) return end.segmentsIn > 0 ? refused : timedOut;
  const signs = end.bytesAcked - end.bytesSent;
  const finAcked = signs >= (isServer ? 1 : 2);
  if (!finAcked) {
    // Data that the program leaves unread makes its close() a reset; a FIN counts as one byte.
    if (end.receiveQueue > 1) return resetByUs;
    return end.unanswered >= givenUpAfter ? timedOut : resetByPeer;
  }
  if (end.dataSegmentsIn === 0 && end.bytesSent === 0) return probe;
  return exchangesOf(end) <= exchangeLimit ? exchange : long;
}

/** Requests with their answers, at the most. */
export function exchangesOf({ dataSegmentsIn, dataSegmentsOut, retransmits }: Readonly<SocketEnd>): number {
  return Math.min(dataSegmentsIn, Math.max(0, dataSegmentsOut - retransmits));
}

/**
 * The kernel forgets the peer's port where it resets (SO_LINGER 0), where a blocking connect() failed, and where there
 * was no local port. A failed SYN leaves 3 in the send queue, a port that was never had leaves nothing.
 */
function disconnectedKind({ wasEstablished, localPort, sendQueue, unanswered }: Readonly<SocketEnd>): number {
  if (wasEstablished) return resetByUs;
  if (localPort === 0 || sendQueue === 0) return noLocalPort;
  return unanswered > 0 ? timedOut : refused;
}
