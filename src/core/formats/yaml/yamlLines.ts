import { lineEnd } from '../text/lines.ts';

/** A line of YAML that begins something: no comment, and no part of a text in a block. */
export interface YamlLine {
  readonly start: number;
  /** Of its first character. */
  readonly indent: number;
  /** Begins with `- `. */
  readonly isItem: boolean;
  /** `---`, which begins a document, or `...`, which ends one. */
  readonly isMark: boolean;
  /** Of what follows the marks of items. */
  readonly keyColumn: number;
  /** A plain key; empty if there is none. */
  readonly key: string;
  /** Nothing follows the key. */
  readonly isEmpty: boolean;
}

const shape = /^( *)((?:- +)*)(?:([\w.-]+)[ \t]*:(?=[ \t]|$))?(.*)$/;
/** The header of a text in a block, which goes on as far as lines are indented more. */
const blockHeader = /(?:^|[\s:-])[|>][-+\d]{0,2}[ \t]*(?:#.*)?$/;

/** The lines from a place on. Only looks at lines, so that a broken text has some, too. */
export function* significantLines(text: string, from: number): Generator<YamlLine> {
  /** What is indented more than this belongs to a text in a block. */
  let blockColumn: number | undefined;
  let start = from;
  while (start < text.length) {
    const end = lineEnd(text, start);
    const line = text.slice(start, text[end - 1] === '\r' ? end - 1 : end);
    const [, blanks = '', dashes = '', key = '', rest = ''] = shape.exec(line) ?? [];
    const indent = blanks.length;
    const isBlank = line.trim() === '';
    if (!isBlank && blockColumn !== undefined && indent <= blockColumn) blockColumn = undefined;
    // Expressions of templates that have a line to themselves become blanks.
    if (!isBlank && blockColumn === undefined && !/^\s*(?:#|\{[%#])/.test(line)) {
      const isItem = dashes !== '' || /^ *-$/.test(line);
      const isMark = /^(?:---(?:\s|$)|\.\.\.\s*$)/.test(line);
      const keyColumn = indent + dashes.length;
      const isEmpty = key !== '' && /^[ \t]*:[ \t]*(?:#.*)?$/.test(line.slice(keyColumn + key.length));
      yield { start, indent, isItem, isMark, keyColumn, key, isEmpty };
      if (blockHeader.test(rest)) blockColumn = key === '' && isItem ? indent : keyColumn;
    }
    start = end + 1;
  }
}
