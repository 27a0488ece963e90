/** Spaces, tabs and carriage returns are trimmed, as both tools do; a zero-width space is none of them. */
export function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t' || character === '\r';
}

/** Not by `/[ \t\r]+$/`, which looks at a long run of blanks once for each of them. */
export function withoutEndBlanks(text: string): string {
  let end = text.length;
  while (end > 0 && isBlank(text[end - 1])) end--;
  return text.slice(0, end);
}
