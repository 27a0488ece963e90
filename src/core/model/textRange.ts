/** Line and column, both counted from 0; columns in UTF-16 code units. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

export interface TextRange {
  readonly start: TextPosition;
  readonly end: TextPosition;
}

/** Replaces what is in the range; an empty range inserts. */
export interface TextEdit {
  readonly range: TextRange;
  readonly newText: string;
}
