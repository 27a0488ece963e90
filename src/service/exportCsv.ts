import type { Cancellation } from '../core/model/cancellation.ts';
import type { Outcome } from '../core/model/outcome.ts';
import type { SocketOwners } from '../core/model/processes.ts';
import type { SocketTable } from '../core/model/socketTable.ts';
import type { ExportCsvResult } from '../core/protocol/rows.ts';
import { csvHead, csvLine } from '../core/tree/rows/socketsCsv.ts';
import { listedSocket } from '../core/tree/rows/listedSocket.ts';

/** Pieces of a few hundred kilobytes: a million sockets are never in a single string. */
const linesOfPiece = 2000;

/** Writes a file piece by piece; it appears once it is complete. Throws only `CancelledError`. */
export type WriteText = (
  path: string,
  pieces: Iterable<string>,
  cancellation: Cancellation,
) => Promise<Outcome<void>>;

/** Rows of a table, and the processes that are known. */
interface ExportedRows {
  readonly table: SocketTable;
  readonly rows: Uint32Array;
  readonly owners: SocketOwners;
}

export async function exportCsv(
  path: string,
  parts: readonly ExportedRows[],
  cancellation: Cancellation,
  writeText: WriteText,
): Promise<ExportCsvResult> {
  const outcome = await writeText(path, pieces(parts), cancellation);
  return 'problem' in outcome
    ? { kind: 'failed', problem: outcome.problem }
    : { kind: 'saved', sockets: parts.reduce((sum, { rows }) => sum + rows.length, 0) };
}

function* pieces(parts: readonly ExportedRows[]): Generator<string> {
  yield csvHead;
  for (const part of parts) yield* lines(part);
}

function* lines({ table, rows, owners }: ExportedRows): Generator<string> {
  for (let start = 0; start < rows.length; start += linesOfPiece) {
    const page = rows.subarray(start, start + linesOfPiece);
    yield Array.from(page, (row) => csvLine(listedSocket(table, row, owners))).join('');
  }
}
