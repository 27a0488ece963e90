import type { Report } from '../report.ts';
import { comparedCounters } from './comparedCounters.ts';
import { comparedDestinations } from './comparedDestinations.ts';
import { comparedFigures } from './comparedFigures.ts';
import { comparedFindings } from './comparedFindings.ts';
import { comparedListeners } from './comparedListeners.ts';
import { comparedParameters } from './comparedParameters.ts';
import { comparedStates } from './comparedStates.ts';
import type { ComparedSide, Comparison } from './comparison.ts';
import { relationOf } from './relationOf.ts';

/** Sets two reports against each other: of two hosts as they were given, of one host the older first. */
export function compareReports(one: Report, other: Report): Comparison {
  const relation = relationOf(one, other);
  const isTurned = relation !== 'others' && other.takenAt < one.takenAt;
  const [left, right] = isTurned ? [other, one] : [one, other];
  return {
    relation,
    left: side(left, relation === 'others' ? nameOf(left, right) : 'Before'),
    right: side(right, relation === 'others' ? nameOf(right, left) : 'After'),
    figures: comparedFigures(left, right),
    findings: comparedFindings(left, right),
    states: comparedStates(left, right),
    destinations: comparedDestinations(left, right),
    listeners: comparedListeners(left, right),
    parameters: comparedParameters(left, right),
    counters: comparedCounters(left, right, relation),
  };
}

function side(
  { host: { label, hostname, kernelRelease }, takenAt, openedFrom, verdict }: Report,
  name: string,
): ComparedSide {
  return {
    name,
    label,
    ...(hostname !== undefined && { hostname }),
    ...(kernelRelease !== undefined && { kernelRelease }),
    takenAt,
    ...(openedFrom !== undefined && { openedFrom }),
    verdict,
  };
}

/** Two hosts may be called the same by who looked at them. */
function nameOf({ host, openedFrom, takenAt }: Report, other: Report): string {
  if (host.label !== other.host.label) return host.label;
  return `${host.label}, ${openedFrom ?? takenAt}`;
}
