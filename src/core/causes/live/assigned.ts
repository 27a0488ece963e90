/** A variable, and where its name stands. */
export interface Assigned {
  readonly value: string;
  /** The offset of the name. */
  readonly at: number;
}

/** A name that programs give to variables of their environment. */
export const variableName = /^[A-Z][A-Z0-9_]*$/;
