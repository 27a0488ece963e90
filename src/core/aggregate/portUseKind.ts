import type { PortRange } from '../model/portRange.ts';
import type { PortUseKind } from '../model/portUse.ts';
import type { SocketTable } from '../model/socketTable.ts';
import { TcpState } from '../model/tcpState.ts';
import { isBoundOnly } from './boundPorts.ts';
import type { Listeners } from './listeners.ts';

/**
 * How a TCP socket uses its local port.
 *
 * @param own the range of the host; undefined if it is not known
 */
export function portUseKind(
  table: SocketTable,
  row: number,
  listeners: Listeners,
  own: PortRange | undefined,
): PortUseKind {
  const state = table.state[row];
  if (state === TcpState.LISTEN) return 'listener';
  if (isBoundOnly(table, row)) return 'bound';
  if (state === TcpState.TIME_WAIT) return 'timeWait';
  const port = table.localPort[row] ?? 0;
  if (listeners.addressFor(table.localAddress[row] ?? 0, port) !== undefined) return 'accepted';
  const isChosen = (one: number): boolean => own !== undefined && one >= own.low && one <= own.high;
  // Who connects from elsewhere has a port of its range, and a server none; the ranges of most hosts are alike.
  return isChosen(table.remotePort[row] ?? 0) && !isChosen(port) ? 'left' : 'connection';
}
