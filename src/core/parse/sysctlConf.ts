import { isBlank } from './blanks.ts';
import type { Piece, SysctlDocument, SysctlLine } from './sysctlLine.ts';

const byteOrderMark = '\uFEFF';

/**
 * Reads the format that `sysctl` and `systemd-sysctl` share (sysctl.conf(5), sysctl.d(5)): a comment starts at the
 * first non-blank character of a line, and there are no continuation lines, quotes or sections. Every text parses to
 * a document; lines that the tools would reject are invalid lines.
 */
export function parseSysctlConf(text: string): SysctlDocument {
  return { byteOrderMark: text.startsWith(byteOrderMark), lines: parseLines(text, 0, false) };
}

/** How much of a document an edit leaves as it is, in lines. */
export interface KeptLines {
  /** At the beginning. */
  readonly before: number;
  /** At the end. */
  readonly after: number;
}

/** How many lines at the beginning and at the end two texts of a document have in common. */
export function changedLines(
  before: readonly SysctlLine[],
  after: readonly SysctlLine[],
): { readonly head: number; readonly tail: number } {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && (before[head] === after[head] || before[head]?.text === after[head]?.text)) head++;
  let tail = 0;
  // The first line is read in another way than others, because of a byte order mark.
  const mostTail = most - Math.max(head, 1);
  while (tail < mostTail && textFromEnd(before, tail) === textFromEnd(after, tail)) tail++;
  return { head, tail };
}

function textFromEnd(lines: readonly SysctlLine[], at: number): string | undefined {
  return lines[lines.length - 1 - at]?.text;
}

/** Reads a text of which only the lines between the kept ones are new. Kept lines that do not move stay the same objects. */
export function reparseSysctlConf({ lines }: SysctlDocument, text: string, kept: KeptLines): SysctlDocument {
  const head = lines.slice(0, Math.max(0, kept.before));
  const tail = lines.slice(Math.max(head.length, lines.length - kept.after));
  const start = lengthOf(head);
  const end = text.length - lengthOf(tail);
  // Who counts lines in another way has other lines in mind.
  if (end <= start && head.length === 0) return parseSysctlConf(text);
  if (end < start || !isLineStart(text, start) || (tail.length > 0 && !isLineStart(text, end)))
    return parseSysctlConf(text);
  const fresh = parseLines(ownText(text.slice(start, end)), head.length, tail.length > 0);
  const shift = head.length + fresh.length - (lines.length - tail.length);
  const moved = shift === 0 ? tail : tail.map((line) => ({ ...line, index: line.index + shift }));
  return { byteOrderMark: text.startsWith(byteOrderMark), lines: head.concat(fresh, moved) };
}

/** @param isFollowed by other lines, so that what ends with a line end has no empty last line */
function parseLines(text: string, first: number, isFollowed: boolean): SysctlLine[] {
  const lines: SysctlLine[] = [];
  let start = 0;
  while (!isFollowed || start < text.length) {
    const lineFeed = text.indexOf('\n', start);
    if (lineFeed < 0) {
      lines.push(parseLine(text.slice(start), '', first + lines.length));
      break;
    }
    const windows = lineFeed > start && text[lineFeed - 1] === '\r';
    const end = windows ? lineFeed - 1 : lineFeed;
    lines.push(parseLine(text.slice(start, end), windows ? '\r\n' : '\n', first + lines.length));
    start = lineFeed + 1;
  }
  return lines;
}

/** A part of a string keeps the whole string in memory, here every text that a document ever had. */
function ownText(part: string): string {
  return ` ${part}`.slice(1);
}

function lengthOf(lines: readonly SysctlLine[]): number {
  let length = 0;
  for (const line of lines) length += line.text.length + line.ending.length;
  return length;
}

function isLineStart(text: string, at: number): boolean {
  return at === 0 || text[at - 1] === '\n';
}

/** The text that the document was parsed from. */
export function sysctlText(document: SysctlDocument): string {
  return document.lines.map((line) => line.text + line.ending).join('');
}

function parseLine(text: string, ending: SysctlLine['ending'], index: number): SysctlLine {
  const base = { index, text, ending };
  const content = trimmed(text, index === 0 && text.startsWith(byteOrderMark) ? 1 : 0, text.length);
  if (content.text === '') return { ...base, kind: 'blank' };
  if (content.text.startsWith('#') || content.text.startsWith(';')) {
    return {
      ...base,
      kind: 'comment',
      comment: { text: text.slice(content.start), start: content.start, end: text.length },
    };
  }
  const dash = content.text.startsWith('-') ? { start: content.start, end: content.start + 1 } : undefined;
  const keyStart = dash?.end ?? content.start;
  const equals = text.indexOf('=', keyStart);
  const key = trimmed(text, keyStart, equals < 0 ? content.end : equals);
  if (key.text === '') return { ...base, kind: 'invalid', why: 'noKey', content };
  if (equals >= 0) {
    const value = trimmed(text, equals + 1, text.length);
    const separator = { start: equals, end: equals + 1 };
    return { ...base, kind: 'assignment', ...(dash && { dash }), key, separator, value };
  }
  if (dash !== undefined) return { ...base, kind: 'exclusion', dash, key };
  return { ...base, kind: 'invalid', why: 'noEquals', content };
}

function trimmed(text: string, from: number, to: number): Piece {
  let start = from;
  let end = to;
  while (start < end && isBlank(text[start])) start++;
  while (end > start && isBlank(text[end - 1])) end--;
  return { text: text.slice(start, end), start, end };
}
