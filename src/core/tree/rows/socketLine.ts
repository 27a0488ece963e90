import { formatEndpoint } from '../../model/endpoint.ts';
import { spreadsheetCell } from '../../model/spreadsheetCell.ts';
import { processText } from '../facets/processFacet.ts';
import type { ListedSocket } from './listedSocket.ts';

/** A socket as a line of text, in the columns of `ss`, with tabs between them. */
export function socketLine({ state, local, remote, processes, ...queues }: ListedSocket): string {
  const cells = [
    state,
    queues.receiveQueue,
    queues.acceptQueueLimit ?? queues.sendQueue,
    formatEndpoint(local.address, local.port),
    formatEndpoint(remote.address, remote.port),
    processes.map(processText).join(', '),
  ];
  return tabbedLine(cells);
}

/** Cells with tabs between them, as a spreadsheet takes what is pasted. */
export function tabbedLine(cells: readonly (string | number)[]): string {
  return cells
    .map((cell) => spreadsheetCell(String(cell)))
    .join('\t')
    .trimEnd();
}
