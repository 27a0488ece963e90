import { shownState } from '../../knowledge/socketStates.ts';
import type { ProcessInfo, SocketOwners } from '../../model/processes.ts';
import {
  localAddressText,
  remoteAddressText,
  TimerKind,
  transportOf,
  type SocketTable,
} from '../../model/socketTable.ts';
import { isTcpState, TcpState, tcpStateName } from '../../model/tcpState.ts';
import type { Transport } from '../../model/transport.ts';
import { processText } from '../facets/processFacet.ts';

/** One socket in JSON; docs/sources.md lists what each source provides. */
export interface ListedSocket {
  /** For UDP as `ss` prints it: `UNCONN` or `ESTAB`. */
  readonly state: string;
  readonly local: Endpoint;
  readonly remote: Endpoint;
  readonly receiveQueue: number;
  readonly sendQueue: number;
  /** For a listening socket, if the source provides it. */
  readonly acceptQueueLimit?: number;
  readonly timer: keyof typeof TimerKind;
  readonly timerMs: number;
  readonly uid: number;
  readonly inode: number;
  readonly processes: readonly ProcessInfo[];
  readonly protocol: Transport;
  /** For UDP: datagrams that found the receive buffer full. */
  readonly drops?: number;
}

interface Endpoint {
  readonly address: string;
  readonly port: number;
}

const timerNames = Object.keys(TimerKind) as (keyof typeof TimerKind)[];

export function listedSocket(table: SocketTable, row: number, owners: SocketOwners): ListedSocket {
  const state = table.state[row] ?? 0;
  const protocol = transportOf(table);
  const drops = table.drops?.[row];
  const limit = state === TcpState.LISTEN ? table.acceptQueueLimit?.[row] : undefined;
  return {
    state: shownState(tcpStateName(isTcpState(state) ? state : TcpState.CLOSE), protocol).name,
    local: { address: localAddressText(table, row), port: table.localPort[row] ?? 0 },
    remote: { address: remoteAddressText(table, row), port: table.remotePort[row] ?? 0 },
    receiveQueue: table.receiveQueue[row] ?? 0,
    sendQueue: table.sendQueue[row] ?? 0,
    ...(limit !== undefined && { acceptQueueLimit: limit }),
    timer: timerNames.find((name) => TimerKind[name] === table.timer[row]) ?? 'none',
    timerMs: table.timerMs[row] ?? 0,
    uid: table.uid[row] ?? 0,
    inode: table.inode[row] ?? 0,
    processes: owners.get(table.inode[row] ?? 0) ?? [],
    protocol,
    ...(drops !== undefined && { drops }),
  };
}

export type Cell = string | number;

/** The same as columns of CSV, each with its title. */
const columns: readonly (readonly [string, (socket: ListedSocket) => Cell])[] = [
  ['state', ({ state }) => state],
  ['local_address', ({ local }) => local.address],
  ['local_port', ({ local }) => local.port],
  ['remote_address', ({ remote }) => remote.address],
  ['remote_port', ({ remote }) => remote.port],
  ['receive_queue', ({ receiveQueue }) => receiveQueue],
  ['send_queue', ({ sendQueue }) => sendQueue],
  ['accept_queue_limit', ({ acceptQueueLimit }) => acceptQueueLimit ?? ''],
  ['timer', ({ timer }) => timer],
  ['timer_seconds', ({ timer, timerMs }) => (timer === 'none' ? '' : timerMs / 1000)],
  ['uid', ({ uid }) => uid],
  ['inode', ({ inode }) => inode],
  ['process', ({ processes }) => processes.map(processText).join(', ')],
  ['protocol', ({ protocol }) => protocol],
  ['drops', ({ drops }) => drops ?? ''],
];

export const csvTitles: readonly string[] = columns.map(([title]) => title);

export function csvCells(socket: ListedSocket): readonly Cell[] {
  return columns.map(([, cell]) => cell(socket));
}
