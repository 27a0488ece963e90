import type { NotJudged } from './report.ts';

const texts: Partial<Readonly<Record<NotJudged['missing'], string>>> = {
  servicePorts: 'ports of services',
  secondReading: 'a second reading',
  queueLimits: 'the limits of queues',
  boundSockets: 'sockets that are only bound',
};

/** What a rule could not judge without, in a sentence. */
export function missingText({ missing }: Pick<NotJudged, 'missing'>): string {
  return texts[missing] ?? missing;
}
