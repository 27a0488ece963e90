import type { TextRange } from './textRange.ts';

/**
 * How certain it is that a line causes a finding. `proved`: by an exact event, or because a fix was verified by
 * another inspection; `resolved`: destination and process both point to the file; `likely`: one of the two does;
 * `possible`: the pattern alone.
 */
export type Confidence = 'proved' | 'resolved' | 'likely' | 'possible';

/** What an inspection after a fix showed, compared with the one before it. */
export interface SiteProof {
  /** Absent if nothing connects any more or nothing could be read: then nothing is proved. */
  readonly worked?: boolean;
  /** Local ports to the destination. */
  readonly before: PortFigures;
  /** Absent if they could not be read. */
  readonly after?: PortFigures;
  /** The same in one sentence. */
  readonly sentence: string;
}

export interface PortFigures {
  readonly used: number;
  readonly timeWait: number;
}

export interface SiteDestination {
  readonly remoteAddress: string;
  readonly remotePort: number;
}

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
  /** An edit of the file would end it. */
  readonly hasFix?: true;
  /** The destination whose ports show whether a change helped; absent where the line holds no ports of this host. */
  readonly destination?: SiteDestination;
  /** Present once a fix was checked. */
  readonly proof?: SiteProof;
}
