import { normalizeSysctlKey, type SysctlKey } from '../../parse/sysctlKey.ts';
import type { AssignmentLine, Span, SysctlDocument } from '../../parse/sysctlLine.ts';
import { hasPlaceholder } from '../../rules/placeholder.ts';
import type { TextEdit, TextRange } from '../../model/textRange.ts';
import { appendToLine, rangeOf, removeLine, replaceSpan } from '../../rules/textEdit.ts';
import type { Assignment, PlacedText } from '../assignment.ts';
import { judgementOf, meantLength } from '../judgedAssignment.ts';

/** A line `key = value`. Its ranges are computed on demand, because a file may have thousands of lines. */
export class SysctlConfAssignment implements Assignment {
  readonly line: AssignmentLine;
  readonly key: SysctlKey;
  readonly isTemplate: boolean;
  readonly scope = 'host';
  readonly when = 'boot';
  readonly unit = 0;
  readonly #document: SysctlDocument;

  constructor(document: SysctlDocument, line: AssignmentLine) {
    const { key, isTemplate } = readingOf(line);
    this.#document = document;
    this.line = line;
    this.key = key;
    this.isTemplate = isTemplate;
  }

  get writtenKey(): PlacedText {
    const { index, key } = this.line;
    return { text: key.text, range: rangeOf(index, key) };
  }

  get value(): PlacedText {
    const { index, separator, value } = this.line;
    const end = Math.max(value.end, separator.end);
    return { text: value.text, range: rangeOf(index, { start: value.text === '' ? end : value.start, end }) };
  }

  get isValueKnown(): boolean {
    return !hasPlaceholder(this.line.value.text);
  }

  get commentLine(): number {
    return this.line.index;
  }

  partRange({ start, end }: Span): TextRange {
    const { index, value } = this.line;
    return rangeOf(index, { start: value.start + start, end: value.start + end });
  }

  setPart(part: Span, text: string): readonly TextEdit[] {
    return [{ range: this.partRange(part), newText: text }];
  }

  /** A comment after the value is kept. */
  setValue(text: string): readonly TextEdit[] {
    const { index, value } = this.line;
    if (value.text === '') return [replaceSpan(index, value, ` ${text}`)];
    const meant = meantLength(value.text, judgementOf(this).valueProblems);
    return [replaceSpan(index, { start: value.start, end: value.start + meant }, text)];
  }

  rename(key: string): readonly TextEdit[] {
    return [replaceSpan(this.line.index, this.line.key, key)];
  }

  remove(): readonly TextEdit[] {
    return [removeLine(this.#document, this.line.index)];
  }

  addAfter(key: string, text: string): readonly TextEdit[] {
    const { line } = this;
    const separator = line.text.slice(line.key.end, line.value.start);
    const indent = line.text.slice(0, line.dash?.start ?? line.key.start);
    return [appendToLine(this.#document, line.index, `${indent}${key}${separator || ' = '}${text}`)];
  }
}

interface LineReading {
  readonly key: SysctlKey;
  readonly isTemplate: boolean;
}

/** Cached by line text: after a keystroke, only one line is new. */
const readings = new Map<string, LineReading>();
const mostReadings = 50_000;

function readingOf(line: AssignmentLine): LineReading {
  const known = readings.get(line.text);
  if (known !== undefined) return known;
  const reading = { key: normalizeSysctlKey(line.key.text), isTemplate: hasPlaceholder(line.text) };
  if (readings.size >= mostReadings) readings.clear();
  readings.set(line.text, reading);
  return reading;
}
