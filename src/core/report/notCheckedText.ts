import { countText } from '../model/numberText.ts';
import type { NotJudged } from './report.ts';

const texts: Partial<Readonly<Record<NotJudged['missing'], string>>> = {
  servicePorts: 'ports of services',
  secondReading: 'a second reading',
  queueLimits: 'the limits of queues',
  boundSockets: 'sockets that are only bound',
};

/** How many rules were not checked, and for want of what. The reason follows it, after a colon. */
export function notCheckedText({ missing, rules }: Pick<NotJudged, 'missing' | 'rules'>): string {
  return `${countText(rules.length, 'rule')} not checked without ${texts[missing] ?? missing}`;
}
