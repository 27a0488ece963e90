/** Where a line ends: at its line break, or with the text. */
export function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** Where the next line begins, or the text ends. */
export function nextLine(text: string, from: number): number {
  return Math.min(lineEnd(text, from) + 1, text.length);
}

/** How many there are in a text. */
export function lineBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/** The offset after each line feed, the first 0: how parsers count lines. In one piece of memory: a list that grows is garbage that costs more than the search. */
export function lineFeedStarts(text: string): Uint32Array {
  const starts = new Uint32Array(lineBreaks(text) + 1);
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts[line++] = at + 1;
  return starts;
}
