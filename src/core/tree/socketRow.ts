import type { Subject } from '../model/finding.ts';
import { countText, numberText } from '../model/numberText.ts';
import type { SocketOwners } from '../model/processes.ts';
import { localAddressText, TimerKind, type SocketTable } from '../model/socketTable.ts';
import { TcpState, tcpStateName } from '../model/tcpState.ts';
import type { Emphases } from './emphases.ts';
import type { Named } from './facets/facet.ts';
import { processText } from './facets/processFacet.ts';
import { secondsText } from '../model/timeText.ts';
import { socketEnds } from './socketEnds.ts';
import { childId, socketKey } from './treeIds.ts';
import { plainRow, type TreeRow } from './treeRow.ts';

/** The position of a socket row: it omits what a parent row already says. */
export interface RowParent {
  readonly id: string;
  readonly named: Named;
}

/** The data that a row is drawn from. */
export interface RowContext {
  readonly table: SocketTable;
  readonly owners: SocketOwners | undefined;
  readonly timeWaitLengthMs: number;
  readonly emphases: Emphases;
}

/** One socket as a leaf of the tree. */
export function socketRow(parent: RowParent, row: number, context: RowContext): TreeRow {
  const { table, owners, timeWaitLengthMs, emphases } = context;
  const ends = socketEnds(table, row);
  const { state, local, remote } = ends;
  const isAlone = state === TcpState.LISTEN || table.remotePort[row] === 0;
  const both = isAlone ? local : `${local} ↔ ${remote}`;
  const details = [
    ...queues(table, row, state),
    ...lost(table, row),
    ...ages(table, row, state, timeWaitLengthMs),
  ];
  const [process = []] = [
    owners
      ?.get(table.inode[row] ?? 0)
      ?.slice(0, 1)
      .map(processText),
  ];
  const emphasis =
    state === TcpState.LISTEN ? emphases.of(listener(table, row), tcpStateName(state)) : undefined;
  return plainRow({
    id: childId(parent.id, socketKey(table, row)),
    kind: 'socket',
    state: tcpStateName(state),
    local,
    ...(!isAlone && { remote }),
    label: isAlone ? local : label(parent.named, local, remote, both),
    description: [...(parent.named === 'process' ? [] : process), ...details].join(' · '),
    accessibilityLabel: [both, ...process, ...details].join(', '),
    children: 0,
    ...(emphasis && { emphasis }),
  });
}

function label(named: Named, local: string, remote: string, both: string): string {
  switch (named) {
    case 'local':
      return remote;
    case 'remote':
      return local;
    case 'process':
    case 'nothing':
      return both;
  }
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

function lost({ drops }: SocketTable, row: number): readonly string[] {
  const count = drops?.[row] ?? 0;
  return count === 0 ? [] : [`${countText(count, 'datagram')} lost`];
}

function ages(table: SocketTable, row: number, state: TcpState, lengthMs: number): readonly string[] {
  if (table.timer[row] !== TimerKind.timewait) return [];
  const left = table.timerMs[row] ?? 0;
  if (state !== TcpState.TIME_WAIT) return [`ends in ${secondsText(left / 1000)}`];
  return [`closed ${secondsText(Math.max(0, lengthMs - left) / 1000)} ago`];
}

function listener(table: SocketTable, row: number): Subject {
  return { kind: 'listener', address: localAddressText(table, row), port: table.localPort[row] ?? 0 };
}
