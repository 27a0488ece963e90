import type { FormatDocument } from '../../../src/core/formats/fileFormat.ts';
import { formatOf } from '../../../src/core/formats/formats.ts';
import { FileText } from '../../../src/core/formats/fileText.ts';
import { applyEdits } from '../../../src/core/language/applyEdits.ts';
import { diagnose } from '../../../src/core/language/diagnose.ts';
import { fixAll } from '../../../src/core/language/fixAll.ts';
import type { SysctlDiagnostic } from '../../../src/core/language/sysctlDiagnostic.ts';
import type { TextEdit, TextRange } from '../../../src/core/model/textRange.ts';

export interface FixSample {
  /** Names it in messages. */
  readonly name: string;
  readonly path: string;
  readonly text: string;
}

/** A text after one fix, or after all that are safe. */
export interface FixedText {
  readonly sample: FixSample;
  readonly what: string;
  /** The rule whose fix it is; absent for all at once. */
  readonly diagnostic?: SysctlDiagnostic;
  readonly edits: readonly TextEdit[];
  readonly text: string;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

export function readSample({ path, text }: FixSample): FormatDocument | undefined {
  return formatOf(text, path)?.read(text, path);
}

/** Each fix of each diagnostic on its own. */
export function singleFixes(sample: FixSample): readonly FixedText[] {
  const document = readSample(sample);
  if (document === undefined) return [];
  return diagnose(document, { path: sample.path }).flatMap((diagnostic) =>
    diagnostic.fixes
      .filter(({ file }) => file === undefined)
      .map(({ title, edits }) => ({
        sample,
        what: `${sample.name}:${diagnostic.range.start.line + 1} ${diagnostic.rule}: ${title}`,
        diagnostic,
        edits,
        text: applyEdits(sample.text, edits),
      })),
  );
}

/** All safe fixes at once, as “Fix All” applies them; undefined if there are none. */
export function everyFix(sample: FixSample): FixedText | undefined {
  const document = readSample(sample);
  const edit = document && fixAll(document, { path: sample.path });
  if (edit === undefined) return undefined;
  const text = applyEdits(sample.text, [edit]);
  return { sample, what: `${sample.name}: fix all`, edits: [edit], text };
}

/**
 * What is wrong with the places that edits touch: empty if each replaces one key, one value with its quotes or what stands between
 * the two, takes out one assignment with the lines or the blanks that belong to it alone, or adds a line or a word beside it.
 */
export function excessOf({ sample, edits }: FixedText): readonly string[] {
  const document = readSample(sample);
  if (document === undefined) return ['not read'];
  const file = new FileText(sample.text);
  const spanOf = ({ start, end }: TextRange): Span => ({ start: file.offset(start), end: file.offset(end) });
  const parts = document.assignments.map(({ writtenKey, value }) => ({
    key: withQuotes(sample.text, spanOf(writtenKey.range)),
    value: withQuotes(sample.text, spanOf(value.range)),
  }));
  return edits.flatMap(({ range, newText }) => {
    const span = spanOf(range);
    const old = sample.text.slice(span.start, span.end);
    if (old === '') return insertionExcess(sample.text, span.start, newText);
    if (newText === '') return removalExcess(sample.text, span, parts);
    const isInOnePart = parts.some(({ key, value }) =>
      [key, value, between(sample.text, key, value)].some((part) => within(span, part)),
    );
    const common = commonEnds(old, newText);
    return isInOnePart && !old.includes('\n') && common < old.length
      ? []
      : [`replaces ${JSON.stringify(old)} by ${JSON.stringify(newText)}`];
  });
}

function insertionExcess(text: string, at: number, added: string): readonly string[] {
  const isWholeLine = (text[at - 1] ?? '\n') === '\n' && added.endsWith('\n');
  const isLineBelow = /^\r?\n/.test(added) && /^(?:\r?\n|$)/.test(text.slice(at, at + 2));
  const isWord = !added.includes('\n');
  return isWholeLine || isLineBelow || isWord ? [] : [`inserts ${JSON.stringify(added)}`];
}

function removalExcess(
  text: string,
  { start, end }: Span,
  parts: readonly { readonly key: Span; readonly value: Span }[],
): readonly string[] {
  const old = text.slice(start, end);
  const found: string[] = [];
  const keys = parts.filter(({ key }) => key.start < end && key.end > start);
  const isWhole = keys.every(({ key }) => key.start >= start && key.end <= end);
  if (!isWhole || keys.length > 1) found.push(`removes ${keys.length} keys: ${JSON.stringify(old)}`);
  // Inside of one value: a comment that is none there, or a character too many.
  if (keys.length === 0 && old.includes('\n'))
    found.push(`removes lines without a key: ${JSON.stringify(old)}`);
  const lines = old.split(/\r?\n/);
  const isComment = (line: string): boolean => /^\s*(?:#|\/\/|;)/.test(line);
  if (keys.length > 0 && lines.some(isComment)) found.push(`removes a comment: ${JSON.stringify(old)}`);
  const isLines = old.endsWith('\n') || (end === text.length && /^\r?\n/.test(old));
  const isPartOfLine =
    !old.includes('\n') || /^\s*\\\r?\n|\\\r?\n\s*\S*\s*$|,\s*\r?\n\s*$|^,\s*\r?\n/.test(old);
  if (!isLines && !isPartOfLine && keys.length > 0)
    found.push(`removes parts of several lines: ${JSON.stringify(old)}`);
  if (isLines && old.endsWith('\n') && (text[start - 1] ?? '\n') !== '\n')
    found.push(`removes the rest of a line and its end: ${JSON.stringify(old)}`);
  return found;
}

/** With the quotes around it. */
function withQuotes(text: string, { start, end }: Span): Span {
  const quote = text[start - 1] ?? '';
  return /["']/.test(quote) && text[end] === quote ? { start: start - 1, end: end + 1 } : { start, end };
}

/** What stands between a key and its value, with the blanks that a format takes for a part of the value. */
function between(text: string, key: Span, value: Span): Span {
  let end = Math.max(key.end, value.start);
  while (text[end] === ' ') end++;
  return { start: key.end, end };
}

function within(inner: Span, outer: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

/** How many characters two texts have in common at their ends, at most all of the shorter one. */
function commonEnds(a: string, b: string): number {
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  return start + end;
}
