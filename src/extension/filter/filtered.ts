import type { FilterResult } from '../../core/protocol/inspection.ts';

/** The filter of the rows, and how many match. */
export interface Filtered {
  readonly text: string;
  readonly matched: number;
  readonly total: number;
  /** Sentences about terms that cannot be parsed. */
  readonly problems: readonly string[];
}

export function filteredOf(text: string, answer: Extract<FilterResult, { kind: 'rows' }>): Filtered {
  const { matched, total, problems } = answer;
  return { text, matched, total, problems: problems.map(({ message }) => message) };
}
