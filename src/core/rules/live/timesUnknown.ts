import { countText, numberText } from '../../model/numberText.ts';
import { quietGone, quietUnknown, type SocketTable } from '../../model/socketTable.ts';
import { TcpState } from '../../model/tcpState.ts';
import { mostEstablished, mostListedAgain, mostPorts } from '../../model/waitingTimes.ts';
import type { SocketEvidence, Unsure } from '../rule.ts';

/** Whether nobody knows how long a socket has waited: another matter than that it has gone, or moved. */
export function isTimeUnknown({ quietMs }: SocketTable, row: number): boolean {
  return (quietMs?.[row] ?? quietUnknown) === quietUnknown;
}

/** Whether a socket is known to have waited for so long. */
export function hasWaited({ quietMs }: SocketTable, row: number, milliseconds: number): boolean {
  const quiet = quietMs?.[row] ?? quietUnknown;
  return quiet >= milliseconds && quiet < quietGone;
}

/**
 * Why a rule about what does not move could not judge.
 * @param asked for what the kernel is asked only up to a limit.
 */
export function timesUnknown(sockets: SocketEvidence, asked: 'connections' | 'ports'): Unsure {
  return { missing: 'secondReading', reason: reason(sockets, asked) };
}

function reason({ table, aggregation, timesFrom }: SocketEvidence, asked: 'connections' | 'ports'): string {
  if (timesFrom !== 'kernel')
    return table.length > mostListedAgain
      ? `Only a second list shows how long sockets have waited, and more than ${countText(mostListedAgain, 'socket')} are not listed twice.`
      : 'Only a second reading shows how long sockets have waited, and they were read once: watch the counters for a second.';
  const established = aggregation.countByState[TcpState.ESTABLISHED] ?? 0;
  if (asked === 'connections' && established > mostEstablished)
    return `The kernel is not asked how long sockets have waited where more than ${numberText(mostEstablished)} connections are established.`;
  if (asked === 'ports' && table.quietMs !== undefined)
    return `Connections wait for accept() at more than ${numberText(mostPorts)} ports, and the kernel is asked how long for the first ${numberText(mostPorts)} only.`;
  return 'The kernel did not tell how long sockets have waited: inspect again.';
}
