import { numberText } from '../../model/numberText.ts';
import { formatEndpoint } from '../../model/endpoint.ts';
import { liveRule } from '../liveRule.ts';
import {
  destinationName,
  destinationSubject,
  groupsWith,
  kindEvidence,
  listenerSubject,
  lostEvidence,
  processEvidence,
} from './watchedFacts.ts';

const least = { count: 20, share: 0.5 };
/** One check a second from each of ten balancers is normal. */
const leastPerSecond = 10;

/** Connections that are opened and closed without a byte: health checks, port scans, pools that open and throw away. */
export const probeStorm = liveRule({
  id: 'probe-storm',
  section: 'connection-probe',
  severity: 'information',
  requires: ['connections'],
  judge({ connections: watched }) {
    if (watched === undefined) return [];
    const rate = (count: number): number => count / Math.max(watched.seconds, 1);
    const isStorm = ({ count }: { readonly count: number }): boolean => rate(count) >= leastPerSecond;
    const shared = {
      explanation:
        'They were opened and closed without a byte in either direction, for example by health checks, port scans or oversized connection pools. Each one costs a port or a TIME_WAIT entry for a minute.',
      remedies: [
        'Find out who probes, and probe less often or over a connection that stays open.',
        'Configure connection pools to open connections on demand, not in advance.',
      ],
    };
    const there = groupsWith(watched.destinations, ['probe'], least)
      .filter(isStorm)
      .map(({ group, count }) => ({
        ...shared,
        side: 'client' as const,
        subject: destinationSubject(group),
        title: `${numberText(rate(count))} connections per second to ${destinationName(group)} carry no data.`,
        evidence: [
          kindEvidence('probes', 'Without a byte', count, group, watched),
          ...processEvidence(group, watched),
          ...lostEvidence(watched),
        ],
      }));
    const here = groupsWith(watched.listeners, ['probe'], least)
      .filter(isStorm)
      .map(({ group, count }) => ({
        ...shared,
        side: 'server' as const,
        subject: listenerSubject(group),
        title: `${numberText(rate(count))} connections per second to the listening socket ${formatEndpoint(group.address, group.port)} carry no data.`,
        evidence: [
          kindEvidence('probes', 'Without a byte', count, group, watched),
          ...processEvidence(group, watched),
          ...lostEvidence(watched),
        ],
      }));
    return [...there, ...here];
  },
});
