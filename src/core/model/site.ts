import type { TextRange } from './textRange.ts';

/**
 * How certain it is that a line causes a finding. `proved`: by an exact event, or because a fix was verified by
 * another inspection; `resolved`: destination and process both point to the file; `likely`: one of the two does;
 * `possible`: the pattern alone.
 */
export type Confidence = 'proved' | 'resolved' | 'likely' | 'possible';

/** A line of code or configuration that causes a finding. Its text comes from a file, and so may be hostile. */
export interface Site {
  /** Absolute. */
  readonly file: string;
  readonly range: TextRange;
  /** The text of the line where the range begins. */
  readonly text: string;
  /** The permanent id of the cause. */
  readonly cause: string;
  /** One sentence: how this line causes such sockets. */
  readonly mechanism: string;
  readonly confidence: Confidence;
}
