import { spreadsheetCell } from '../../model/spreadsheetCell.ts';
import { processText } from '../facets/processFacet.ts';
import type { ListedSocket } from './listedSocket.ts';

type Cell = string | number;

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
];

export const csvHead: string = line(columns.map(([title]) => title));

/** One line of the table that `csvHead` begins. `process` is empty where nobody holds the socket or that is not known. */
export function csvLine(socket: ListedSocket): string {
  return line(columns.map(([, cell]) => cell(socket)));
}

function line(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** As RFC 4180 has it, which allows no control characters. */
function csvCell(cell: Cell): string {
  if (typeof cell === 'number') return String(cell);
  const text = spreadsheetCell(cell);
  return /[",;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
