import { isScalar, type Scalar } from 'yaml';
import type { Region } from '../region.ts';
import { lineEnd } from '../text/lines.ts';

/** The text of a scalar with the place of each of its characters, and how another text is written in its stead. */
export interface YamlScalar {
  readonly region: Region;
  /** As it is written, with quotes. */
  readonly start: number;
  readonly end: number;
  readonly style: 'plain' | 'single' | 'double' | 'block';
  /** A quote without a closing one, which swallows what follows it in a broken file. Only its first line is read, unless it is closed below. */
  readonly isOpen?: true;
}

/** Whether the quote of a scalar has no closing one. */
export function isOpenQuote({ text }: Region, node: unknown): boolean {
  const range = isScalar(node) ? (node.range ?? undefined) : undefined;
  if (!isScalar(node) || range === undefined) return false;
  if (node.type !== 'QUOTE_DOUBLE' && node.type !== 'QUOTE_SINGLE') return false;
  const [start, end] = range;
  return end - start < 2 || text[end - 1] !== text[start];
}

/** `source` is the text that the tree was read from. */
export function yamlScalar(source: Region, node: unknown): YamlScalar | undefined {
  const range = isScalar(node) ? (node.range ?? undefined) : undefined;
  if (!isScalar(node) || range === undefined) return undefined;
  const isOpen = isOpenQuote(source, node);
  const [start, whole] = range;
  const end =
    isOpen && !closesBelow(source.text, start, whole) ? endInLine(source.text, start, whole) : whole;
  const bodyEnd = isOpen ? end : end - 1;
  const base = { start, end, ...(isOpen && { isOpen }) };
  switch (node.type) {
    case 'BLOCK_LITERAL':
    case 'BLOCK_FOLDED':
      return { ...base, style: 'block', region: blockRegion(source, node, start, end) };
    case 'QUOTE_DOUBLE':
      return {
        ...base,
        style: 'double',
        region: flowRegion(source, start + 1, bodyEnd, 'double'),
      };
    case 'QUOTE_SINGLE':
      return {
        ...base,
        style: 'single',
        region: flowRegion(source, start + 1, bodyEnd, 'single'),
      };
    default:
      return { ...base, style: 'plain', region: flowRegion(source, start, end, 'plain') };
  }
}

/** Other parsers than this one accept a last line with too little indentation, such as that of a JSON text in quotes. */
function closesBelow(text: string, start: number, end: number): boolean {
  const brackets = /^[\s\]}]*/.exec(text.slice(end))?.[0] ?? '';
  return text[end + brackets.length] === text[start];
}

/** Where the first line of a scalar ends, without the blanks there. */
function endInLine(text: string, start: number, end: number): number {
  return start + text.slice(start, Math.min(end, lineEnd(text, start))).trimEnd().length;
}

const controls: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};

function flowRegion(
  source: Region,
  start: number,
  end: number,
  style: 'plain' | 'single' | 'double',
): Region {
  const { text } = source;
  const encode = flowEncode(style);
  if (!/[\n\\']/.test(text.slice(start, end))) return source.part({ start, end }, encode);
  let decoded = '';
  const offsets: number[] = [];
  const push = (characters: string, at: number): void => {
    for (let index = 0; index < characters.length; index++) offsets.push(at);
    decoded += characters;
  };
  let at = start;
  while (at < end) {
    const character = text[at] ?? '';
    if (character === '\n' || /^[ \t\r]*\n/.test(text.slice(at, lineEnd(text, at) + 1))) {
      // Lines are folded: one line end is a blank, more are one line end fewer.
      const gap = /^\s*/.exec(text.slice(at, end))?.[0] ?? '';
      const breaks = gap.split('\n').length - 1;
      // None if the scalar ends before the line does, as it may where a line has several carriage returns.
      if (breaks > 0) push(breaks === 1 ? ' ' : '\n'.repeat(breaks - 1), at);
      at += gap.length;
    } else if (style === 'single' && character === "'") {
      push("'", at);
      at += 2;
    } else if (style === 'double' && character === '\\') {
      const escape = /^\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|\r?\n[ \t]*|([\s\S]))/.exec(
        text.slice(at, at + 80),
      );
      const code = escape?.[1] ?? escape?.[2] ?? escape?.[3];
      const single = escape?.[4];
      if (code !== undefined) push(characterOf(code), at);
      else if (single !== undefined) push(controls[single] ?? single, at);
      at += escape?.[0].length ?? 1;
    } else {
      push(character, at);
      at++;
    }
  }
  offsets.push(end);
  return source.decoded(decoded, offsets, encode);
}

function characterOf(code: string): string {
  const point = parseInt(code, 16);
  return point > 0x10ffff ? '\uFFFD' : String.fromCodePoint(point);
}

function flowEncode(style: 'plain' | 'single' | 'double'): (text: string) => string | undefined {
  switch (style) {
    case 'single':
      return (text) => (text.includes('\n') ? undefined : text.replaceAll("'", "''"));
    case 'double':
      return (text) => JSON.stringify(text).slice(1, -1);
    case 'plain':
      // What could begin something else, or end the scalar, is not written.
      return (text) => (/^[\w./][\w .,/+=$-]*$/.test(text) ? text : undefined);
  }
}

function blockRegion(source: Region, node: Scalar, start: number, end: number): Region {
  const { text } = source;
  const header = lineEnd(text, start);
  const explicit = /^[|>][+-]?(\d)/.exec(text.slice(start, header))?.[1];
  const lines: {
    readonly start: number;
    readonly end: number;
    readonly indent: number;
    readonly isEmpty: boolean;
  }[] = [];
  for (let at = header + 1; at < end;) {
    const stop = Math.min(lineEnd(text, at), end);
    const line = text.slice(at, stop);
    const indent = line.length - line.trimStart().length;
    lines.push({ start: at, end: stop, indent, isEmpty: line.trim() === '' });
    at = stop + 1;
  }
  const first = lines.find((line) => !line.isEmpty);
  const parent = text.slice(text.lastIndexOf('\n', start) + 1, start);
  const parentIndent = /^[ -]*/.exec(parent)?.[0].length ?? 0;
  const indent = explicit === undefined ? (first?.indent ?? 0) : Math.max(first?.indent ?? 0, 0);
  const own = explicit === undefined ? indent : Math.min(indent, parentIndent + Number(explicit));
  const isFolded = node.type === 'BLOCK_FOLDED';
  let decoded = '';
  const offsets: number[] = [];
  for (const [index, line] of lines.entries()) {
    const from = Math.min(line.start + own, line.end);
    for (let at = from; at < line.end; at++) {
      if (text[at] === '\r' && at === line.end - 1) continue;
      decoded += text[at] ?? '';
      offsets.push(at);
    }
    if (line.end >= text.length) break;
    const next = lines[index + 1];
    const joins =
      isFolded &&
      next !== undefined &&
      !line.isEmpty &&
      !next.isEmpty &&
      line.indent <= own &&
      next.indent <= own;
    decoded += joins ? ' ' : '\n';
    offsets.push(line.end);
  }
  offsets.push(Math.min(end, text.length));
  const margin = ' '.repeat(own);
  return source.decoded(decoded, offsets, (written) =>
    isFolded && written.includes('\n') ? undefined : written.replaceAll('\n', `\n${margin}`),
  );
}
