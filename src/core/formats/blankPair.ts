import type { Span } from '../parse/sysctlLine.ts';
import type { AssignmentRemarks } from './assignment.ts';
import { trimmedSpan, type Reading } from './reading.ts';
import type { Region } from './region.ts';

/** Which blanks keep a pair from being one: those that become a part of its key, or, where they are rejected, all of them. */
export type FailingBlanks = 'before' | 'beside';

/**
 * The remark about `key = value` where a blank at `=` fails; none if there is no such blank.
 *
 * @param key without the blanks around it
 */
export function blankPairRemark(
  { file }: Reading,
  region: Region,
  key: Span,
  equals: number,
  failing: FailingBlanks = 'before',
): { readonly remarks?: AssignmentRemarks } {
  const { start } = trimmedSpan(region.text, { start: equals + 1, end: region.text.length });
  const fails = equals > key.end || (failing === 'beside' && start > equals + 1);
  if (!fails) return {};
  const range = file.range(region.span({ start: key.start, end: equals + 1 }));
  const edits = [file.replace(region.span({ start: key.end, end: start }), '=')];
  return { remarks: { blankPair: { range, edits } } };
}
