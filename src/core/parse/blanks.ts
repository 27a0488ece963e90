/** Trims spaces, tabs and carriage returns, as both tools do, but not zero-width spaces. */
export function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t' || character === '\r';
}

/** Does not use `/[ \t\r]+$/`, which takes quadratic time on a long run of blanks. */
export function withoutEndBlanks(text: string): string {
  let end = text.length;
  while (end > 0 && isBlank(text[end - 1])) end--;
  return text.slice(0, end);
}
