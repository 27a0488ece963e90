import type { TextEdit, TextPosition } from '../model/textRange.ts';
import type { Assignment, PlacedText } from './assignment.ts';
import type { CompletionPlace, FileFormat, FormatDocument, PlacedKey } from './fileFormat.ts';
import type { FormatRule } from './formatRule.ts';
import type { FileText } from './fileText.ts';
import { judgeAssignments } from './judgedAssignment.ts';
import type { Reading } from './reading.ts';

/** The input of a rule about one of these formats. */
export interface PlacedContext {
  readonly assignments: ReturnType<typeof judgeAssignments>;
  /** Keys that a tool takes out of its file. */
  readonly removals: readonly PlacedText[];
  readonly insertComment: FormatDocument['insertComment'];
}

/** How a format writes comments on separate lines; absent for a format without comments. */
export interface CommentStyle {
  readonly isComment: (line: string) => boolean;
  /** Encodes a text that begins with `# `, which most formats accept unchanged. */
  readonly write: (text: string) => string;
}

export const hashComments: CommentStyle = {
  isComment: (line) => line.trimStart().startsWith('#'),
  write: (text) => text,
};

/** A file in any format other than sysctl.conf. */
export class PlacedDocument implements FormatDocument {
  readonly format: FileFormat;
  readonly assignments: readonly Assignment[];
  readonly #file: FileText;
  readonly #reading: Reading;
  readonly #comments: CommentStyle | undefined;
  readonly #rules: readonly FormatRule<PlacedContext>[];

  constructor(
    format: FileFormat,
    reading: Reading,
    comments: CommentStyle | undefined,
    rules: readonly FormatRule<PlacedContext>[] = [],
  ) {
    this.format = format;
    this.assignments = reading.sorted();
    this.#reading = reading;
    this.#file = reading.file;
    this.#comments = comments;
    this.#rules = rules;
  }

  get text(): string {
    return this.#file.text;
  }

  get servicePorts(): FormatDocument['servicePorts'] {
    return this.#reading.servicePorts;
  }

  get unread(): FormatDocument['unread'] {
    return this.#reading.unread;
  }

  get lines(): FormatDocument['lines'] {
    return this.#file.lines;
  }

  problems(): ReturnType<FormatDocument['problems']> {
    const context: PlacedContext = {
      assignments: judgeAssignments(this.assignments),
      removals: this.#reading.removals,
      insertComment: (line, text) => this.insertComment(line, text),
    };
    return [
      ...this.#reading.embedded.flatMap((conf) => conf.problems()),
      ...this.#rules.flatMap((rule) => rule.check(context).map((problem) => ({ ...problem, rule }))),
    ];
  }

  commentOn(line: number): string | undefined {
    const text = this.#file.lineText(line);
    return this.#comments?.isComment(text) === true ? text.trim() : undefined;
  }

  insertComment(beforeLine: number, text: string): TextEdit | undefined {
    if (this.#comments === undefined) return undefined;
    const start = { line: beforeLine, column: 0 };
    const indent = /^[ \t]*/.exec(this.#file.lineText(beforeLine))?.[0] ?? '';
    const newText = indent + this.#comments.write(text) + this.#file.lineEnding;
    return { range: { start, end: start }, newText };
  }

  /** Only possible in a format in which each line is an assignment. */
  commentOut(): undefined {
    return undefined;
  }

  keyAt(position: TextPosition): PlacedKey | undefined {
    const found = this.assignments.find(
      ({ writtenKey, value }) => within(writtenKey.range, position) || within(value.range, position),
    );
    return found && { key: found.key, range: found.writtenKey.range, scope: found.scope };
  }

  completionAt(position: TextPosition): CompletionPlace | undefined {
    const line = this.#file.lineText(position.line);
    if (this.#comments?.isComment(line) === true)
      return { kind: 'comment', before: line.slice(0, position.column) };
    for (const { key, writtenKey, value, scope } of this.assignments) {
      if (within(writtenKey.range, position))
        return {
          kind: 'key',
          range: writtenKey.range,
          usesSlashes: /^[^.]*\//.test(writtenKey.text),
          suffix: '',
        };
      if (within(value.range, position))
        return { kind: 'value', key: key.dotted, range: value.range, prefix: '', scope };
    }
    return undefined;
  }
}

function within({ start, end }: PlacedKey['range'], { line, column }: TextPosition): boolean {
  const isAfterStart = line > start.line || (line === start.line && column >= start.column);
  return isAfterStart && (line < end.line || (line === end.line && column <= end.column));
}
