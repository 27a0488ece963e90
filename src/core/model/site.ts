import type { TextRange } from './textRange.ts';

/**
 * How sure it is that a line causes a finding. `proved`: an exact event, or a line that was fixed and inspected again;
 * `resolved`: destination and process lead to the file; `likely`: one of the two does; `possible`: the pattern alone.
 */
export type Confidence = 'proved' | 'resolved' | 'likely' | 'possible';

/** A line of code or configuration that causes a finding. Its text comes from a file, and so may be hostile. */
export interface Site {
  /** Absolute. */
  readonly file: string;
  readonly range: TextRange;
  /** The text of the line where the range begins. */
  readonly text: string;
  /** The id of the cause, stable for ever. */
  readonly cause: string;
  /** One sentence: how this line comes to leave such sockets behind. */
  readonly mechanism: string;
  readonly confidence: Confidence;
}
