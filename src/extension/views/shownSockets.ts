import type { InspectResult } from '../../core/protocol/inspection.ts';
import type { TreeRow } from '../../core/protocol/viewModels.ts';

/** The filter that the rows went through, and how many did. */
export interface Filtered {
  readonly text: string;
  readonly matched: number;
  readonly total: number;
  /** Sentences about words that cannot be read. */
  readonly problems: readonly string[];
}

/** What the tree shows: all sockets of an inspection, or those that a filter lets through. */
export interface ShownSockets {
  readonly inspection: string;
  readonly roots: readonly TreeRow[];
  readonly filtered?: Filtered;
  /** Why all are shown although a filter is set. */
  readonly filterFailure?: string;
}

export function allSockets({ inspection, roots }: InspectResult): ShownSockets {
  return { inspection, roots };
}
