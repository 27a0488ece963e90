/** A fault in a shape in which a careless edit breaks the code around it. */
export interface NastyShape {
  readonly what: string;
  readonly path: string;
  readonly text: string;
  readonly cause: string;
  /** Lines of the edited text that follow each other; absent where no edit is right. */
  readonly left?: string;
}

type Shape = readonly [what: string, text: string, left?: string];
/** Of one cause, in files of one language. */
export const shapesOf = (path: string, cause: string, list: readonly Shape[]): readonly NastyShape[] =>
  list.map(([what, text, left]) => ({ what, path, text, cause, ...(left !== undefined && { left }) }));
