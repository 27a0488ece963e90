import { visible } from './plainText.ts';

/** Quotes any text as one word for a POSIX shell. Control characters cannot be sent to a terminal this way. */
export function shellWord(text: string): string {
  const shown = visible(text.replace(/[\t\n\r]/g, ' '));
  return /^[\w./:=,@%+-]+$/.test(shown) ? shown : `'${shown.replaceAll("'", "'\\''")}'`;
}

/** A program and its arguments as one line for a POSIX shell. */
export function shellLine(words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}
