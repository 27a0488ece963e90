import type { SocketTable } from '../model/socketTable.ts';
import type { Part } from './division.ts';

/** 1 for each row that matches the filter; absent if there is no filter. */
export type RowFilter = Uint8Array | undefined;

/** The rows that match the filter and belong to all of these parts. */
export interface Within {
  readonly filter: RowFilter;
  readonly parts: readonly Part[];
}

/** A function that is called for a million rows must not create closures. */
export function isWithin({ filter, parts: [first, second] }: Within): (row: number) => boolean {
  const passes = filter === undefined ? () => true : (row: number) => filter[row] === 1;
  if (first === undefined) return passes;
  const { ofRow } = first.division;
  const inFirst = (row: number): boolean => ofRow[row] === first.part && passes(row);
  if (second === undefined) return inFirst;
  const { ofRow: secondOfRow } = second.division;
  return (row) => secondOfRow[row] === second.part && inFirst(row);
}

/** All of them, in the table's order. */
export function rowsWithin(table: SocketTable, within: Within): Uint32Array {
  const holds = isWithin(within);
  const rows = new Uint32Array(table.length);
  let count = 0;
  for (let row = 0; row < table.length; row++) if (holds(row)) rows[count++] = row;
  return rows.subarray(0, count);
}
