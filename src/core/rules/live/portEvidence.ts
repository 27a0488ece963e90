import type { Evidence } from '../../model/finding.ts';
import { numberText } from '../../model/numberText.ts';
import { fact } from '../fact.ts';

export function sustainableEvidence(perSecond: number, usable: number, holdMs: number): Evidence {
  return fact.computed(
    'sustainable-rate',
    'Rate that the range sustains',
    `${numberText(perSecond)} connections per second`,
    `${numberText(usable)} ports / ${numberText(holdMs / 1000)} s`,
  );
}

export function closesEvidence(perSecond: number): Evidence {
  return fact.sockets(
    'closes-per-second',
    'Closed first by this host',
    `${numberText(perSecond)} per second`,
    'timers',
  );
}
