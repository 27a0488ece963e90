import { formatEndpoint } from '../../model/endpoint.ts';
import { numberText } from '../../model/numberText.ts';
import { destinationName } from '../live/endedPlace.ts';
import { watchedRule } from './watchedRule.ts';

/** Connections that are opened and closed without a byte: health checks, port scans, pools that open and discard. */
export const probeStorm = watchedRule({
  id: 'probe-storm',
  section: 'connection-probe',
  severity: 'information',
  kinds: ['probe'],
  // One check a second from each of ten balancers is normal.
  least: { count: 20, share: 0.5, perSecond: 10 },
  counted: ['probes', 'Without a byte'],
  toDestination: ({ group, perSecond }) =>
    `${numberText(perSecond)} connections per second to ${destinationName(group)} carry no data.`,
  toListener: ({ group, perSecond }) =>
    `${numberText(perSecond)} connections per second to the listening socket ${formatEndpoint(group.address, group.port)} carry no data.`,
  explanation:
    'They were opened and closed without a byte in either direction, for example by health checks, port scans or oversized connection pools. Each one costs a port or a TIME_WAIT entry for a minute.',
  remedies: () => [
    'Find out who probes, and probe less often or over a connection that stays open.',
    'Configure connection pools to open connections on demand, not in advance.',
  ],
});
