import { tcpStateMeanings } from '../knowledge/tcpStates.ts';
import { formatEndpoint } from '../model/addressTable.ts';
import { numberText } from '../model/numberText.ts';
import type { SocketOwners } from '../model/processes.ts';
import { localAddressText, remoteAddressText, TimerKind, type SocketTable } from '../model/socketTable.ts';
import { isTcpState, TcpState, tcpStateName } from '../model/tcpState.ts';
import { socketId } from './treeIds.ts';
import type { TreeRow } from './treeRow.ts';

const timerNames: Readonly<Record<TimerKind, string>> = {
  [TimerKind.none]: 'none',
  [TimerKind.retransmit]: 'retransmission',
  [TimerKind.keepalive]: 'keepalive',
  [TimerKind.timewait]: 'time to live',
  [TimerKind.probe]: 'zero-window probe',
  [TimerKind.delack]: 'delayed ACK',
};

/** Where a socket row stands: the end that its parent already names is left out of its label. */
export interface RowParent {
  readonly id: string;
  readonly kind: 'state' | 'listener' | 'destination';
}

/** One socket as a leaf of the tree. */
export function socketRow(
  parent: RowParent,
  table: SocketTable,
  row: number,
  owners: SocketOwners | undefined,
  timeWaitLengthMs: number,
): TreeRow {
  const number = table.state[row] ?? 0;
  const state = isTcpState(number) ? number : TcpState.CLOSE;
  const local = formatEndpoint(localAddressText(table, row), table.localPort[row] ?? 0);
  const remote = formatEndpoint(remoteAddressText(table, row), table.remotePort[row] ?? 0);
  const both = state === TcpState.LISTEN ? local : `${local} ↔ ${remote}`;
  const label = { state: both, listener: remote, destination: local }[parent.kind];
  const details = [...queues(table, row, state), ...ages(table, row, state, timeWaitLengthMs)];
  const process =
    owners?.get(table.inode[row] ?? 0)?.map(({ name, pid }) => `${name} (${String(pid)})`) ?? [];
  return {
    id: socketId(parent.id, table, row),
    kind: 'socket',
    state: tcpStateName(state),
    label,
    description: [...process.slice(0, 1), ...details].join(' · '),
    tooltip: tooltip(table, row, state, local, remote, process),
    accessibilityLabel: [both, ...process.slice(0, 1), ...details].join(', '),
    children: 0,
    ...(isFull(table, row, state) && { emphasis: 'warning' }),
  };
}

function queues(table: SocketTable, row: number, state: TcpState): readonly string[] {
  const receive = table.receiveQueue[row] ?? 0;
  if (state === TcpState.LISTEN) {
    const limit = table.acceptQueueLimit?.[row];
    const of = limit === undefined ? '' : ` of ${numberText(limit)}`;
    return receive === 0 && limit === undefined ? [] : [`${numberText(receive)}${of} waiting`];
  }
  const send = table.sendQueue[row] ?? 0;
  return [
    ...(receive > 0 ? [`${numberText(receive)} B unread`] : []),
    ...(send > 0 ? [`${numberText(send)} B unacknowledged`] : []),
  ];
}

function ages(table: SocketTable, row: number, state: TcpState, lengthMs: number): readonly string[] {
  if (table.timer[row] !== TimerKind.timewait) return [];
  const left = table.timerMs[row] ?? 0;
  if (state !== TcpState.TIME_WAIT) return [`gone in ${seconds(left)}`];
  return [`closed ${seconds(Math.max(0, lengthMs - left))} ago`];
}

function isFull(table: SocketTable, row: number, state: TcpState): boolean {
  const limit = table.acceptQueueLimit?.[row];
  return state === TcpState.LISTEN && limit !== undefined && (table.receiveQueue[row] ?? 0) > limit;
}

function tooltip(
  table: SocketTable,
  row: number,
  state: TcpState,
  local: string,
  remote: string,
  process: readonly string[],
): string {
  const name = tcpStateName(state);
  const timer = Object.values(TimerKind).find((kind) => kind === table.timer[row]) ?? TimerKind.none;
  const left = timer === TimerKind.none ? '' : `, ${seconds(table.timerMs[row] ?? 0)} left`;
  const inode = table.inode[row] ?? 0;
  return [
    `Local ${local}`,
    ...(state === TcpState.LISTEN ? [] : [`Remote ${remote}`]),
    `${name}: ${tcpStateMeanings[name]}`,
    `Timer: ${timerNames[timer]}${left}`,
    ...(inode === 0
      ? ['No process holds this socket.']
      : [`User ${String(table.uid[row] ?? 0)}, inode ${String(inode)}`]),
    ...(process.length === 0 ? [] : [`Held by ${process.join(', ')}`]),
  ].join('\n');
}

function seconds(ms: number): string {
  return `${numberText(Math.round(ms / 100) / 10)} s`;
}
