import { isBlank } from './blanks.ts';
import type { Piece, SysctlDocument, SysctlLine } from './sysctlLine.ts';

const byteOrderMark = '\uFEFF';

/**
 * Reads the format that `sysctl` and `systemd-sysctl` share (sysctl.conf(5), sysctl.d(5)): a comment starts at the
 * first non-blank character of a line, and there are no continuation lines, quotes or sections. Every text parses to
 * a document; lines that the tools would reject are invalid lines.
 */
export function parseSysctlConf(text: string): SysctlDocument {
  const lines: SysctlLine[] = [];
  let start = 0;
  for (;;) {
    const lineFeed = text.indexOf('\n', start);
    if (lineFeed < 0) {
      lines.push(parseLine(text.slice(start), '', lines.length));
      break;
    }
    const windows = lineFeed > start && text[lineFeed - 1] === '\r';
    const end = windows ? lineFeed - 1 : lineFeed;
    lines.push(parseLine(text.slice(start, end), windows ? '\r\n' : '\n', lines.length));
    start = lineFeed + 1;
  }
  return { byteOrderMark: text.startsWith(byteOrderMark), lines };
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
