import assert from 'node:assert/strict';
import type { TextPosition } from '../../src/core/model/textRange.ts';

/** Splits a text that marks the cursor with `|` into the text without the mark and the position. */
export function atCursor(marked: string): { readonly text: string; readonly position: TextPosition } {
  const at = marked.indexOf('|');
  assert.ok(at >= 0, 'the text has no cursor mark');
  const before = marked.slice(0, at).split('\n');
  return {
    text: marked.slice(0, at) + marked.slice(at + 1),
    position: { line: before.length - 1, column: before.at(-1)?.length ?? 0 },
  };
}
