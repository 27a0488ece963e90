import { shownState } from '../../knowledge/socketStates.ts';
import { numberText } from '../../model/numberText.ts';
import { shownLine } from '../../model/plainText.ts';
import type { SocketOwners } from '../../model/processes.ts';
import { TimerKind, transportOf, type SocketTable } from '../../model/socketTable.ts';
import { TcpState, tcpStateName } from '../../model/tcpState.ts';
import { processText } from '../facets/processFacet.ts';
import { secondsText } from '../../model/timeText.ts';
import { socketEnds } from '../socketEnds.ts';

const timerNames: Readonly<Record<TimerKind, string>> = {
  [TimerKind.none]: 'none',
  [TimerKind.retransmit]: 'retransmission',
  [TimerKind.keepalive]: 'keepalive',
  [TimerKind.timewait]: 'time to live',
  [TimerKind.probe]: 'zero-window probe',
  [TimerKind.delack]: 'delayed ACK',
};

/** Details of one socket, as plain text. `guess` names the likely owner if no process holds it any more. */
export function socketTooltip(
  table: SocketTable,
  row: number,
  owners: SocketOwners | undefined,
  guess: string | undefined,
): string {
  const { state, local, remote } = socketEnds(table, row);
  const { name, meaning } = shownState(tcpStateName(state), transportOf(table));
  const timer = Object.values(TimerKind).find((kind) => kind === table.timer[row]) ?? TimerKind.none;
  const left = timer === TimerKind.none ? '' : `, ${secondsText((table.timerMs[row] ?? 0) / 1000)} left`;
  const lost = table.drops?.[row];
  const inode = table.inode[row] ?? 0;
  const holders = owners?.get(inode) ?? [];
  return [
    `Local ${local}`,
    ...(state === TcpState.LISTEN || table.remotePort[row] === 0 ? [] : [`Remote ${remote}`]),
    `${name}: ${meaning}`,
    ...(lost === undefined
      ? [`Timer: ${timerNames[timer]}${left}`]
      : [`Datagrams lost because its receive buffer was full: ${numberText(lost)}`]),
    ...(inode === 0 ? [whyUnheld(state)] : [`User ${String(table.uid[row] ?? 0)}, inode ${String(inode)}`]),
    ...(holders.length === 0 ? [] : [`Held by ${holders.map(processText).join(', ')}`]),
    ...(guess === undefined ? [] : [guess]),
  ]
    .map(shownLine)
    .join('\n');
}

/** Whether a process once held the socket but can no longer be looked up. */
export function hadOwner(table: SocketTable, row: number): boolean {
  return table.inode[row] === 0 && wasClosed(socketEnds(table, row).state);
}

function wasClosed(state: TcpState): boolean {
  switch (state) {
    case TcpState.TIME_WAIT:
    case TcpState.FIN_WAIT1:
    case TcpState.FIN_WAIT2:
    case TcpState.CLOSING:
    case TcpState.LAST_ACK:
      return true;
    default:
      return false;
  }
}

/** Sources: net/ipv4/tcp_minisocks.c, tcp_time_wait(); net/ipv4/tcp.c, tcp_close(); net/ipv4/inet_connection_sock.c, reqsk. */
function whyUnheld(state: TcpState): string {
  if (state === TcpState.TIME_WAIT)
    return 'No process: the kernel detached the socket from its process when TIME_WAIT began, and does not record which one it was.';
  if (wasClosed(state))
    return 'No process: the program has closed the socket or exited, and the kernel completes the close on its own.';
  if (state === TcpState.SYN_RECV) return 'No process: the handshake is not complete yet.';
  return 'No process: no program has accepted the connection yet.';
}
