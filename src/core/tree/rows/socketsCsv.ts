import { spreadsheetCell } from '../../model/spreadsheetCell.ts';
import { csvCells, csvTitles, type Cell, type ListedSocket } from './listedSocket.ts';

export const csvHead: string = line(csvTitles);

/** One line of the table that starts with `csvHead`. `process` is empty if no process holds the socket or it is not known. */
export function csvLine(socket: ListedSocket): string {
  return line(csvCells(socket));
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
