/**
 * Files that set parameters are checked up to this size, in an editor and on the command line: people write no larger ones, and
 * each line costs many times its size. In characters and lines.
 */
export const checkedSize = { text: 2 << 20, lines: 20_000 } as const;

export const tooLargeSentence = `This file has more than ${checkedSize.lines.toLocaleString('en-US')} lines or ${String(checkedSize.text >> 20)} MB, so it is not checked.`;

/** Whether it is too large to be checked. */
export function isTooLarge(text: string): boolean {
  return text.length > checkedSize.text || hasMoreLines(text, checkedSize.lines);
}

export function hasMoreLines(text: string, most: number): boolean {
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) if (++lines > most) return true;
  return false;
}
