import { formatEndpoint } from '../../model/endpoint.ts';
import { countText, numberText } from '../../model/numberText.ts';
import { liveRule } from '../liveRule.ts';
import {
  destinationName,
  destinationSubject,
  ends,
  groupsWith,
  kindEvidence,
  listenerSubject,
  lostEvidence,
  processEvidence,
  timeText,
} from './watchedFacts.ts';

const least = { count: 10, share: 0.1 };
const resets = ['resetByUs', 'resetByPeer'] as const;

/** Connections that end with a reset instead of a FIN: data in flight is lost. */
export const resetsAtClose = liveRule({
  id: 'resets-at-close',
  section: 'connection-reset-here',
  severity: 'information',
  requires: ['connections'],
  judge({ connections: watched }) {
    if (watched === undefined) return [];
    const shared = {
      explanation:
        'A reset discards data in transit, and the other side gets “connection reset by peer”. Common causes are SO_LINGER with 0 seconds, a program that closes without reading everything, and timeouts of load balancers.',
      remedies: [
        'Read the response to the end before close(), even if you do not need it.',
        'Remove SO_LINGER with 0 seconds: it avoids a TIME_WAIT entry but loses data.',
      ],
    };
    const there = groupsWith(watched.destinations, resets, least).map(({ group, count }) => ({
      ...shared,
      side: 'client' as const,
      subject: destinationSubject(group),
      title: `${countText(count, 'connection')} to ${destinationName(group)} ended with a reset in ${timeText(watched.seconds)}.`,
      evidence: [
        kindEvidence('resets', 'Ended with a reset', count, group, watched),
        ends(
          'reset-by',
          'Who reset',
          `this host ${numberText(group.kinds.resetByUs)}, the peer ${numberText(group.kinds.resetByPeer)}`,
          watched,
        ),
        ...processEvidence(group, watched),
        ...lostEvidence(watched),
      ],
    }));
    const here = groupsWith(watched.listeners, resets, least).map(({ group, count }) => ({
      ...shared,
      side: 'server' as const,
      subject: listenerSubject(group),
      title: `${countText(count, 'connection')} that ${formatEndpoint(group.address, group.port)} accepted ended with a reset in ${timeText(watched.seconds)}.`,
      evidence: [
        kindEvidence('resets', 'Ended with a reset', count, group, watched),
        ends(
          'reset-by',
          'Who reset',
          `this host ${numberText(group.kinds.resetByUs)}, the peer ${numberText(group.kinds.resetByPeer)}`,
          watched,
        ),
        ...processEvidence(group, watched),
        ...lostEvidence(watched),
      ],
    }));
    return [...there, ...here];
  },
});
