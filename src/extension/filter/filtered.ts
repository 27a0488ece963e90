import type { FilterResult } from '../../core/protocol/inspection.ts';

/** The filter that the rows went through, and how many did. */
export interface Filtered {
  readonly text: string;
  readonly matched: number;
  readonly total: number;
  /** Sentences about words that cannot be read. */
  readonly problems: readonly string[];
}

export function filteredOf(text: string, answer: Extract<FilterResult, { kind: 'rows' }>): Filtered {
  const { matched, total, problems } = answer;
  return { text, matched, total, problems: problems.map(({ message }) => message) };
}
