import type { Report } from '../report.ts';
import type { ComparedState, ComparedPart } from './comparison.ts';
import { most, told } from './told.ts';

export function comparedStates(
  { sockets: left }: Report,
  { sockets: right }: Report,
): ComparedPart<ComparedState> {
  if (left === undefined && right === undefined) return neitherRead;
  const states = (left ?? right)?.states ?? [];
  const countOf = (side: Report['sockets'], state: string) =>
    told(side?.states.find((each) => each.state === state)?.count, 'not read');
  const rows = states.map(({ state }) => ({
    state,
    left: countOf(left, state),
    right: countOf(right, state),
  }));
  return { kind: 'compared', rows: rows.filter((row) => most(row, (count) => count) > 0) };
}

/** Everything derived from sockets. */
export const neitherRead = {
  kind: 'not-compared',
  why: 'The sockets of neither side could be read.',
} as const;
