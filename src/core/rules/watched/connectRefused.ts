import { countText, numberText } from '../../model/numberText.ts';
import { liveRule } from '../liveRule.ts';
import {
  destinationName,
  destinationSubject,
  groupsWith,
  kindEvidence,
  lostEvidence,
  processEvidence,
  timeText,
} from './watchedFacts.ts';

/** A health check that finds one instance down is normal; a tenth of all connections is not. */
const least = { count: 5, share: 0.1 };

/** connect() failed with ECONNREFUSED: nobody listens there, or a firewall answers for it. */
export const connectRefused = liveRule({
  id: 'connect-refused',
  section: 'connection-refused',
  severity: 'warning',
  requires: ['connections'],
  judge({ connections: watched }) {
    if (watched === undefined) return [];
    return groupsWith(watched.destinations, ['refused'], least).map(({ group, count }) => ({
      side: 'client',
      subject: destinationSubject(group),
      title: `${destinationName(group)} refused ${countText(count, 'connection')} in ${timeText(watched.seconds)}.`,
      explanation:
        'The answer to the SYN was a reset: nothing listens on that port, or a firewall or load balancer answers for a service that is down.',
      evidence: [
        kindEvidence('refused-connects', 'Refused', count, group, watched),
        ...processEvidence(group, watched),
        ...lostEvidence(watched),
      ],
      remedies: [
        'Check that the service runs and listens on the address and port that the program uses.',
        `Make the program wait longer between attempts: it made ${numberText(count / Math.max(watched.seconds, 1))} per second.`,
      ],
    }));
  },
});
