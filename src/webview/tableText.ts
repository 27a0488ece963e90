import { spreadsheetCell } from '../core/protocol/viewModels.ts';

/** The text of a table's cells, used for copying and sorting. */

/** For a spreadsheet. */
export function tsv(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, ...rows].map((cells) => `${cells.map(spreadsheetCell).join('\t')}\n`).join('');
}

/** Negative, positive or 0. Compares numbers by value if both texts begin with one; texts without a number come last. */
export function compareCells(a: string, b: string): number {
  const [one, other] = [figure(a), figure(b)];
  if (one !== undefined && other !== undefined && one !== other) return one - other;
  if ((one === undefined) !== (other === undefined)) return one === undefined ? 1 : -1;
  return a.localeCompare(b, 'en', { numeric: true });
}

function figure(text: string): number | undefined {
  if (text === 'same') return 0;
  const match = /^(?:[a-z ]*?)([−<])?\+?([\d,]+(?:\.\d+)?)(?![\d.]*[.:]\d)/.exec(text);
  if (match?.[2] === undefined) return undefined;
  const value = Number(match[2].replaceAll(',', ''));
  if (match[1] === undefined) return value;
  return match[1] === '<' ? value / 2 : -value;
}
