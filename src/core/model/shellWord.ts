import { visible } from './plainText.ts';

const needsNoQuotes = /^[\w./:=,@%+-]+$/;

/** Quotes any text as one word for a POSIX shell. Control characters cannot be sent to a terminal this way. */
export function shellWord(text: string): string {
  const shown = shownWord(text);
  return needsNoQuotes.test(shown) ? shown : shellQuoted(shown);
}

/** A word between quotes, exactly as it is, for a shell that reads it from a pipe. */
export function shellQuoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** The same for `cmd.exe` and PowerShell, as far as they agree: in double quotes, which cannot be part of it. */
export function windowsWord(text: string): string {
  const shown = shownWord(text);
  return needsNoQuotes.test(shown) ? shown : `"${shown.replaceAll('"', '')}"`;
}

/** A program and its arguments as one line for a POSIX shell. */
export function shellLine(words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}

function shownWord(text: string): string {
  return visible(text.replace(/[\t\n\r]/g, ' '));
}
