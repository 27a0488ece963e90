interface Edit {
  readonly range: {
    readonly start: { readonly line: number; readonly column: number };
    readonly end: { readonly line: number; readonly column: number };
  };
  readonly newText: string;
}

/** Applies edits as an editor does: all refer to the text as it was. */
export function applied(text: string, edits: readonly Edit[]): string {
  const starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
  const offset = ({ line, column }: Edit['range']['start']): number => (starts[line] ?? text.length) + column;
  return edits
    .map(({ range, newText }) => ({ from: offset(range.start), to: offset(range.end), newText }))
    .sort((a, b) => b.from - a.from)
    .reduce((before, { from, to, newText }) => before.slice(0, from) + newText + before.slice(to), text);
}
