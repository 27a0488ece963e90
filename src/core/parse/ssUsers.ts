import type { ProcessInfo } from '../model/processes.ts';
import { Byte } from './bytes.ts';

/** The kernel truncates process names to this many bytes (TASK_COMM_LEN without the terminator). */
const maxNameLength = 15;
/** Process, descriptor and, with `-Z`, two security contexts. */
const maxEndingLength = 300;
const decoder = new TextDecoder('utf-8');

/** The processes of a row, and the position after them. */
export interface SsUsers {
  readonly processes: readonly ProcessInfo[];
  readonly end: number;
}

/**
 * Parses `("name",pid=1,fd=3),("name",pid=2,fd=4))`, the text after `users:(` in a row; older versions print
 * `("name",1,3)`. Before iproute2 7.0 names are not escaped and may contain quotes, commas, spaces and even text that
 * looks like the end of an entry. Since a name has at most 15 bytes, the last possible ending within them is the real
 * one. Undefined if the text ends before the list: a newline in a name has split the row.
 */
export function parseSsUsers(bytes: Uint8Array, start: number, end: number): SsUsers | undefined {
  const processes: ProcessInfo[] = [];
  let at = start;
  for (;;) {
    if (bytes[at] !== openParenthesis || bytes[at + 1] !== Byte.quote) return undefined;
    const name = at + 2;
    const entry = lastEntryEnd(bytes, name, end);
    if (entry === undefined) return undefined;
    processes.push({ pid: entry.pid, name: decoder.decode(bytes.subarray(name, entry.nameEnd)) });
    at = entry.end;
    if (bytes[at] === Byte.closeParenthesis) return { processes, end: at + 1 };
    at++; // The comma between two entries: lastEntryEnd saw it.
  }
}

const openParenthesis = 40;

interface EntryEnd {
  readonly nameEnd: number;
  readonly pid: number;
  readonly end: number;
}

function lastEntryEnd(bytes: Uint8Array, name: number, end: number): EntryEnd | undefined {
  for (let quote = Math.min(name + maxNameLength, end - 1); quote >= name; quote--) {
    if (bytes[quote] !== Byte.quote) continue;
    const ending = entryEnding(bytes, quote + 1, end);
    if (ending !== undefined) return { nameEnd: quote, ...ending };
  }
  return undefined;
}

/** `,pid=7,fd=3)` or `,7,3)` and then the end of the list or another entry. */
function entryEnding(bytes: Uint8Array, at: number, end: number): { pid: number; end: number } | undefined {
  const window = String.fromCharCode(...bytes.subarray(at, Math.min(end, at + maxEndingLength)));
  const match = /^,(?:pid=)?(\d{1,10})(?:,proc_ctx=[^,]*)?,(?:fd=)?\d{1,10}(?:,[^()"]*)?\)(?=\)|,\(")/.exec(
    window,
  );
  return match === null ? undefined : { pid: Number(match[1]), end: at + match[0].length };
}
