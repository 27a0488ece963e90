import { livingRows } from '../model/livingRows.ts';
import { TimerKind, type SocketTable } from '../model/socketTable.ts';
import { TcpState } from '../model/tcpState.ts';

/**
 * Whether there are orphans in FIN_WAIT2 that the kernel counts as timewait mini-sockets, together with those in TIME_WAIT.
 * Source: net/ipv4/tcp_minisocks.c, tcp_time_wait(); `tw` in /proc/net/sockstat.
 */
export function hasOrphanedFinWait(table: SocketTable): boolean {
  const { state, timer } = table;
  return livingRows(table).some(
    (row) => state[row] === TcpState.FIN_WAIT2 && timer[row] === TimerKind.timewait,
  );
}
