/** Columns of a line, in UTF-16 code units from its first character; `end` is the first column after it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A piece of a line with its position. */
export interface Piece extends Span {
  readonly text: string;
}

interface LineBase {
  /** Counted from 0. */
  readonly index: number;
  /** Without the line end. The first line keeps a byte order mark. */
  readonly text: string;
  /** Empty for a last line without a line end. */
  readonly ending: '' | '\n' | '\r\n';
}

export interface BlankLine extends LineBase {
  readonly kind: 'blank';
}

export interface CommentLine extends LineBase {
  readonly kind: 'comment';
  /** From `#` or `;` to the end of the line. */
  readonly comment: Piece;
}

export interface AssignmentLine extends LineBase {
  readonly kind: 'assignment';
  /** A leading `-`: a failure to write is ignored. */
  readonly dash?: Span;
  /** As written, trimmed. */
  readonly key: Piece;
  readonly separator: Span;
  /** As the tools pass it to the kernel: everything after the first `=`, trimmed. May be empty. */
  readonly value: Piece;
}

/** `-key` without `=`: excludes this key from globs. */
export interface ExclusionLine extends LineBase {
  readonly kind: 'exclusion';
  readonly dash: Span;
  readonly key: Piece;
}

/** A line that neither tool can read. */
export interface InvalidLine extends LineBase {
  readonly kind: 'invalid';
  readonly why: 'noEquals' | 'noKey';
  /** Trimmed. */
  readonly content: Piece;
}

export type SysctlLine = BlankLine | CommentLine | AssignmentLine | ExclusionLine | InvalidLine;

/** A file in the format of sysctl.conf(5). Its lines and line endings reproduce the text exactly. */
export interface SysctlDocument {
  readonly byteOrderMark: boolean;
  /** At least one. */
  readonly lines: readonly SysctlLine[];
}
