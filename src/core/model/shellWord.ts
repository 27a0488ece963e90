import { visible } from './plainText.ts';

/** Quotes any text as one word for a POSIX shell. Control characters cannot be sent to a terminal this way. */
export function shellWord(text: string): string {
  const shown = visible(text.replace(/[\t\n\r]/g, ' '));
  return /^[\w./:=,@%+-]+$/.test(shown) ? shown : `'${shown.replaceAll("'", "'\\''")}'`;
}

/** The same for `cmd.exe` and PowerShell, as far as they agree: in double quotes, which cannot be part of it. */
export function windowsWord(text: string): string {
  const visible = text.replace(/\p{Cc}/gu, ' ');
  return /^[\w./:=,@%+-]+$/.test(visible) ? visible : `"${visible.replaceAll('"', '')}"`;
}

/** A program and its arguments as one line for a POSIX shell. */
export function shellLine(words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}
