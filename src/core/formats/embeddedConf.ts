import { parseSysctlConf } from '../parse/sysctlConf.ts';
import type { Span, SysctlDocument } from '../parse/sysctlLine.ts';
import type { TextEdit, TextPosition, TextRange } from '../model/textRange.ts';
import { insertLine } from '../rules/textEdit.ts';
import type { DocumentProblem, RuleHead } from './formatRule.ts';
import { isUnknown } from './masks.ts';
import { judgeAssignments } from './judgedAssignment.ts';
import type { Effect, ProblemSource, Reading } from './reading.ts';
import type { Region } from './region.ts';
import { allLines } from './sysctlConf/linesToJudge.ts';
import { SysctlConfAssignment } from './sysctlConf/sysctlConfAssignment.ts';
import { sysctlConfRules } from './sysctlConf/sysctlConfRules.ts';

/** A file in the format of sysctl.conf inside another file, from which something writes it to its place. */
export class EmbeddedConf implements ProblemSource {
  readonly #region: Region;
  readonly #document: SysctlDocument;
  readonly #starts: readonly number[];

  constructor(region: Region) {
    this.#region = region;
    this.#document = parseSysctlConf(region.text);
    let at = 0;
    this.#starts = this.#document.lines.map(({ text, ending }) => {
      const start = at;
      at += text.length + ending.length;
      return start;
    });
  }

  addTo(reading: Reading, effect: Effect): void {
    const region = this.#region;
    reading.embedded.push(this);
    for (const line of this.#document.lines) {
      if (line.kind !== 'assignment') continue;
      const start = this.#starts[line.index] ?? 0;
      const { key, value, dash } = line;
      const indent = line.text.slice(0, dash?.start ?? key.start);
      const separator = line.text.slice(key.end, value.start) || ' = ';
      const whole = { start, end: start + line.text.length };
      const removal = this.#removal(line.index);
      reading.add(
        {
          key: region.part({ start: start + key.start, end: start + key.end }),
          value: region.part({ start: start + value.start, end: start + value.end }),
          ...(removal && { removal }),
          addition: (newKey, newValue) => {
            const text = region.encode(`\n${indent}${newKey}${separator}${newValue}`);
            return text === undefined ? undefined : { at: region.span(whole).end, text };
          },
        },
        effect,
      );
    }
  }

  /** What the rules of sysctl.conf say of it, at its place in the file. */
  problems(): readonly (DocumentProblem & { readonly rule: RuleHead })[] {
    const document = this.#document;
    const lines = document.lines.flatMap((line) =>
      line.kind === 'assignment' ? [new SysctlConfAssignment(document, line)] : [],
    );
    const context = {
      document,
      ...allLines(document),
      assignments: judgeAssignments(lines),
      insertComment: (line: number, text: string) => insertLine(document, line, text),
    };
    return sysctlConfRules.flatMap((rule) =>
      rule
        .check(context)
        .filter(({ range }) => !isUnknown(document.lines[range.start.line]?.text ?? ''))
        .map((problem) => ({ ...this.#placed(problem), rule })),
    );
  }

  #placed(problem: DocumentProblem): DocumentProblem {
    const { fixes = [], related = [], commentLine } = problem;
    return {
      ...problem,
      range: this.#range(problem.range),
      ...(commentLine !== undefined && {
        commentLine: this.#region.file.lineAt(this.#offset({ line: commentLine, column: 0 })),
      }),
      related: related.map((one) => ({ ...one, range: this.#range(one.range) })),
      fixes: fixes.flatMap((fix) => {
        const edits = fix.edits.map((edit) => this.#edit(edit));
        return edits.some((edit) => edit === undefined)
          ? []
          : [{ ...fix, edits: edits.filter((edit) => edit !== undefined) }];
      }),
    };
  }

  #edit({ range, newText }: TextEdit): TextEdit | undefined {
    const encoded = this.#region.encode(newText);
    if (encoded === undefined) return undefined;
    const isWholeLine = newText === '' && range.start.column === 0 && range.end.column === 0;
    const last = range.end.line - 1;
    if (!isWholeLine || !this.#isLineOfFile(last)) return { range: this.#range(range), newText: encoded };
    const { file } = this.#region;
    const end = this.#offset({ line: last, column: 0 });
    return { range: file.range(file.wholeLines({ start: this.#offset(range.start), end })), newText: '' };
  }

  /** What goes away with a line, if others stay. In a string with escapes, all lines may be one of the file. */
  #removal(index: number): Span | undefined {
    const line = this.#document.lines[index];
    if (line === undefined || line.ending === '' || this.#document.lines.length < 2) return undefined;
    const start = this.#starts[index] ?? 0;
    const span = this.#region.span({ start, end: start + line.text.length + line.ending.length });
    return this.#isLineOfFile(index)
      ? this.#region.file.wholeLines({ start: span.start, end: span.start })
      : span;
  }

  /** Whether a line has one of the file to itself; before it may be the marks of a quotation. */
  #isLineOfFile(index: number): boolean {
    const { file } = this.#region;
    const at = this.#starts[index] ?? 0;
    const start = this.#region.offset(at);
    const end = this.#region.offset(at + (this.#document.lines[index]?.text.length ?? 0));
    const before = file.text.slice(file.lineAround(start).start, start);
    return /^[\s>]*$/.test(before) && /[\r\n]/.test(file.text[end] ?? '');
  }

  #range({ start, end }: TextRange): TextRange {
    const { file } = this.#region;
    const from = this.#offset(start);
    return { start: file.position(from), end: file.position(Math.max(from, this.#offset(end))) };
  }

  #offset({ line, column }: TextPosition): number {
    return this.#region.offset((this.#starts[line] ?? this.#region.text.length) + column);
  }
}
