import { formatEndpoint } from '../../model/endpoint.ts';
import { countText, numberText, percentText } from '../../model/numberText.ts';
import type { WatchedDestination } from '../../model/watched.ts';
import { secondsText } from '../../model/timeText.ts';
import { fact } from '../fact.ts';
import { liveRule } from '../liveRule.ts';
import type { RuleInput } from '../rule.ts';
import { causeRemedies, portsTaken, type TakenBy } from './portsTaken.ts';
import { destinationName } from '../live/endedPlace.ts';
import {
  destinationSubject,
  ends,
  groupsWith,
  lostEvidence,
  namingRemedies,
  processEvidence,
} from './watchedFacts.ts';

/** connect() failed with EADDRNOTAVAIL. No counter of Linux counts that; each such socket is announced when it is closed. */
export const connectWithoutPort = liveRule({
  id: 'connect-without-port',
  section: 'connection-no-local-port',
  severity: 'error',
  requires: ['connections'],
  judge(input) {
    const { connections: watched } = input;
    if (watched === undefined) return [];
    const failing = groupsWith(watched.destinations, ['noLocalPort'], { count: 1, share: 0 });
    return failing.map(({ group, count }) => {
      const taken = portsTaken(group, input);
      return {
        side: 'client',
        subject: destinationSubject(group),
        title:
          `${countText(count, 'connect() call', 'connect() calls')} to ${destinationName(group)} failed in ${secondsText(watched.seconds)} because no local port was left.` +
          (taken === undefined ? '' : ` ${taken.text}`),
        explanation:
          'The programs got EADDRNOTAVAIL. All local ports that the kernel may choose for this destination were in use, or a program connected twice from a port that it had bound.',
        evidence: [
          ends(
            'failed-connects',
            'connect() failed with EADDRNOTAVAIL',
            `${numberText(count)} times`,
            watched,
          ),
          ...processEvidence(group, watched),
          ...fullestDestination(group, input),
          ...lostEvidence(watched),
        ],
        remedies: [...remediesOf(taken?.by), ...namingRemedies(group, watched)],
      };
    });
  },
});

function remediesOf(by: TakenBy | undefined): readonly string[] {
  const cause = by === undefined ? undefined : causeRemedies[by];
  return [
    ...(cause === undefined ? [] : [cause]),
    'Keep connections open and reuse them: use a connection pool or HTTP keep-alive.',
    ...(by === undefined || by === 'TIME_WAIT'
      ? ['Let the other side close first, so that TIME_WAIT does not block ports here.']
      : []),
    'Use more remote ports or addresses, more local addresses, or a wider net.ipv4.ip_local_port_range.',
  ];
}

/** The kernel does not say which port of the peer it was. */
function fullestDestination({ remoteAddress }: WatchedDestination, { sockets }: RuleInput) {
  const { ports, destinations } = sockets?.aggregation ?? {};
  if (sockets === undefined || ports === undefined || ports.usable <= 0) return [];
  const { addresses } = sockets.table;
  const [fullest] = (destinations ?? [])
    .filter((destination) => addresses.format(destination.remoteAddress) === remoteAddress)
    .toSorted((a, b) => b.used - a.used);
  if (fullest === undefined) return [];
  const share = fullest.used / ports.usable;
  return [
    fact.sockets(
      'fullest-destination',
      'Fullest destination at this address',
      `${formatEndpoint(remoteAddress, fullest.remotePort)}: ${numberText(fullest.used)} of ${numberText(ports.usable)} ports (${percentText(share)})`,
    ),
  ];
}
