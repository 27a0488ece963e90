import type { Report } from '../report.ts';
import type { Relation } from './comparison.ts';
import { relationOf } from './relationOf.ts';

/** Two reports with names that distinguish them. */
export interface ComparedPair {
  readonly relation: Relation;
  readonly left: Report;
  readonly right: Report;
  readonly leftName: string;
  readonly rightName: string;
}

/** Two hosts in the given order; for one host, the older report first. */
export function comparedPair(one: Report, other: Report): ComparedPair {
  const relation = relationOf(one, other);
  if (relation === 'others')
    return { relation, left: one, right: other, leftName: nameOf(one, other), rightName: nameOf(other, one) };
  const [left, right] = other.takenAt < one.takenAt ? [other, one] : [one, other];
  return { relation, left, right, leftName: 'Before', rightName: 'After' };
}

/** `TIME_WAIT: web1 ⟷ web2`, or `TIME_WAIT: web1, before ⟷ after`. */
export function comparisonTitle({ relation, right, leftName, rightName }: ComparedPair): string {
  return relation === 'others'
    ? `TIME_WAIT: ${leftName} ⟷ ${rightName}`
    : `TIME_WAIT: ${right.host.label}, before ⟷ after`;
}

/** Two hosts may have been given the same label. */
function nameOf({ host, openedFrom, takenAt }: Report, other: Report): string {
  if (host.label !== other.host.label) return host.label;
  return `${host.label}, ${openedFrom ?? takenAt}`;
}
