import type { WriteStream } from 'node:tty';
import { listSaved, listSockets, type SocketList } from '../core/inspect/listSockets.ts';
import { formatEndpoint } from '../core/model/endpoint.ts';
import { problemsOf, type Outcome } from '../core/model/outcome.ts';
import {
  localAddressText,
  remoteAddressText,
  TimerKind,
  type SocketTable,
} from '../core/model/socketTable.ts';
import { isTcpState, TcpState, tcpStateName, type TcpStateName } from '../core/model/tcpState.ts';
import { parseSocketFilter, type SocketFilter } from '../core/query/socketFilter.ts';
import { printable } from '../core/parse/lineProblems.ts';
import { isHost, type Place } from '../host/place.ts';
import { readSnapshotFile } from '../host/snapshotFile.ts';
import type { SocketsOptions } from './arguments.ts';
import { tableText, type Column } from './table.ts';
import { withPlace } from './withPlace.ts';

/** One socket of `sockets --json`; docs/sources.md says which source has what. */
interface ListedSocket {
  readonly state: TcpStateName;
  readonly local: Endpoint;
  readonly remote: Endpoint;
  readonly receiveQueue: number;
  readonly sendQueue: number;
  /** Of a listening socket, where the source says. */
  readonly acceptQueueLimit?: number;
  readonly timer: keyof typeof TimerKind;
  readonly timerMs: number;
  readonly uid: number;
  readonly inode: number;
  readonly processes: readonly { readonly pid: number; readonly name: string }[];
}

interface Endpoint {
  readonly address: string;
  readonly port: number;
}

const timerNames = Object.keys(TimerKind) as (keyof typeof TimerKind)[];

/** Lists the sockets that the filter lets through. */
export async function runSockets(
  options: SocketsOptions,
  output: WriteStream,
  errors: WriteStream,
): Promise<number> {
  const { filter, problems } = parseSocketFilter(options.filter);
  if (problems.length > 0) {
    for (const { word, message } of problems) errors.write(`${printable(word)}: ${printable(message)}\n`);
    return 3;
  }
  const list = await withPlace(options, (place) => listOf(place, options, filter));
  for (const { message, nextStep } of problemsOf(list.outcome))
    errors.write(`${printable(message)} ${printable(nextStep)}\n`);
  if (list.table === undefined) return 3;
  const { table } = list;
  const sockets = list.rows.map((row) => listed(table, row, list.owners));
  output.write(
    options.format === 'json' ? `${JSON.stringify(envelope(list, sockets), undefined, 2)}\n` : text(sockets),
  );
  return 0;
}

async function listOf(place: Place, options: SocketsOptions, filter: SocketFilter): Promise<SocketList> {
  if (isHost(place)) {
    const cancellation = new AbortController().signal;
    return listSockets({ ...place, choice: options.collector, filter, cancellation });
  }
  const saved = await readSnapshotFile(place.path);
  return 'value' in saved ? listSaved(saved.value, filter) : unreadable(saved);
}

function unreadable(outcome: Outcome<never>): SocketList {
  return { collector: undefined, attempts: [], outcome, table: undefined, rows: [], owners: new Map() };
}

function envelope({ collector, attempts }: SocketList, sockets: readonly ListedSocket[]): object {
  return { schema: 'socket-diagnostics/sockets', version: 1, collector, attempts, sockets };
}

function listed(table: SocketTable, row: number, owners: SocketList['owners']): ListedSocket {
  const state = table.state[row] ?? 0;
  const limit = state === TcpState.LISTEN ? table.acceptQueueLimit?.[row] : undefined;
  return {
    state: tcpStateName(isTcpState(state) ? state : TcpState.CLOSE),
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
  };
}

const columns: readonly Column<ListedSocket>[] = [
  { title: 'State', align: 'left', text: ({ state }) => state },
  { title: 'Recv-Q', align: 'right', text: ({ receiveQueue }) => String(receiveQueue) },
  {
    title: 'Send-Q',
    align: 'right',
    text: ({ sendQueue, acceptQueueLimit }) => String(acceptQueueLimit ?? sendQueue),
  },
  { title: 'Local', align: 'left', text: ({ local }) => formatEndpoint(local.address, local.port) },
  { title: 'Remote', align: 'left', text: ({ remote }) => formatEndpoint(remote.address, remote.port) },
  {
    title: 'Timer',
    align: 'left',
    text: ({ timer, timerMs }) => (timer === 'none' ? '' : `${timer} ${(timerMs / 1000).toFixed(1)} s`),
  },
  {
    title: 'Process',
    align: 'left',
    text: ({ processes }) =>
      printable(processes.map(({ name, pid }) => `${name} (${String(pid)})`).join(', ')),
  },
];

function text(sockets: readonly ListedSocket[]): string {
  return `${tableText(columns, sockets).join('\n')}\n`;
}
