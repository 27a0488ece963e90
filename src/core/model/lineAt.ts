import type { TextPosition } from './textRange.ts';

/** The offset at which each line begins, in order, the first 0. Lines end as in editors: `\n`, `\r\n` or `\r`. */
export function lineStarts(text: string): readonly number[] {
  return [0, ...Array.from(text.matchAll(/\r\n|\n|\r/g), ({ index, 0: end }) => index + end.length)];
}

/** The line, counted from 0, that contains an offset. `starts`: those of `lineStarts`. */
export function lineAt(starts: ArrayLike<number>, offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The line and the column of an offset, counted from 0. */
export function positionAt(starts: readonly number[], offset: number): TextPosition {
  const line = lineAt(starts, offset);
  return { line, column: offset - (starts[line] ?? 0) };
}
