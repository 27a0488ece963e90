import { countText } from '../../model/numberText.ts';
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

const least = { count: 3, share: 0.05 };

/** connect() got no answer, and the kernel or the program gave up. */
export const connectTimedOut = liveRule({
  id: 'connect-timed-out',
  section: 'connection-timed-out',
  severity: 'warning',
  requires: ['connections'],
  judge({ connections: watched }) {
    if (watched === undefined) return [];
    return groupsWith(watched.destinations, ['timedOut'], least).map(({ group, count }) => ({
      side: 'client',
      subject: destinationSubject(group),
      title: `${countText(count, 'connection')} to ${destinationName(group)} got no answer and ended in ${timeText(watched.seconds)}.`,
      explanation:
        'SYN or data was retransmitted without an answer: the host is down, a firewall drops the packets, or the accept queue of the service is full.',
      evidence: [
        kindEvidence('timed-out-connects', 'Without an answer', count, group, watched),
        ...processEvidence(group, watched),
        ...lostEvidence(watched),
      ],
      remedies: [
        'Check whether the peer is up and reachable from here, and check firewalls and security groups on the path.',
        'Check the accept queue of the service: a full queue drops new connections silently.',
      ],
    }));
  },
});
