/** One word for a POSIX shell, whatever is in it; control characters cannot be typed into a terminal by it. */
export function shellWord(text: string): string {
  const visible = text.replace(/\p{Cc}/gu, ' ');
  return /^[\w./:=,@%+-]+$/.test(visible) ? visible : `'${visible.replaceAll("'", "'\\''")}'`;
}

/** A program and its arguments as one line for a POSIX shell. */
export function shellLine(words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}
