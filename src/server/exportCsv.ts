import type { Cancellation } from '../core/model/cancellation.ts';
import type { SocketOwners } from '../core/model/processes.ts';
import type { SocketTable } from '../core/model/socketTable.ts';
import type { ExportCsvResult } from '../core/protocol/rows.ts';
import { csvHead, csvLine } from '../core/tree/rows/socketsCsv.ts';
import { listedSocket } from '../core/tree/rows/listedSocket.ts';
import { writeTextFile } from '../host/textFile.ts';

/** Pieces of a few hundred kilobytes: a million sockets are never in a single string. */
const linesOfPiece = 2000;

export async function exportCsv(
  path: string,
  table: SocketTable,
  rows: Uint32Array,
  owners: SocketOwners,
  cancellation: Cancellation,
): Promise<ExportCsvResult> {
  const outcome = await writeTextFile(path, pieces(table, rows, owners), cancellation);
  return 'problem' in outcome
    ? { kind: 'failed', problem: outcome.problem }
    : { kind: 'saved', sockets: rows.length };
}

function* pieces(table: SocketTable, rows: Uint32Array, owners: SocketOwners): Generator<string> {
  yield csvHead;
  for (let start = 0; start < rows.length; start += linesOfPiece) {
    const page = rows.subarray(start, start + linesOfPiece);
    yield Array.from(page, (row) => csvLine(listedSocket(table, row, owners))).join('');
  }
}
