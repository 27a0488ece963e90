import type { SocketTable } from '../model/socketTable.ts';
import type { Part } from './division.ts';

/** 1 for each row that matches the filter; absent if there is no filter. */
export type RowFilter = Uint8Array | undefined;

/** The rows that match the filter and belong to all of these parts. */
export interface Within {
  readonly filter: RowFilter;
  readonly parts: readonly Part[];
}

/** Whether a row is one of them. A function and no closure for each kind of selection: V8 puts it into the loops that call it. */
export function isWithin({ filter, parts }: Within, row: number): boolean {
  if (filter !== undefined && filter[row] !== 1) return false;
  for (let index = 0; index < parts.length; index++) {
    const one = parts[index];
    if (one !== undefined && one.division.ofRow[row] !== one.part) return false;
  }
  return true;
}

/** All of them, in the table's order. */
export function rowsWithin(table: SocketTable, within: Within): Uint32Array {
  const rows = new Uint32Array(table.length);
  let count = 0;
  for (let row = 0; row < table.length; row++) if (isWithin(within, row)) rows[count++] = row;
  return rows.subarray(0, count);
}
