import { portCeiling, secondsToExhaustion } from '../../aggregate/portCeiling.ts';
import { formatEndpoint } from '../../model/endpoint.ts';
import { numberText, percentText } from '../../model/numberText.ts';
import { fact } from '../fact.ts';
import { liveRule } from '../liveRule.ts';
import { exhaustionShares } from '../../model/exhaustionShares.ts';
import { closesEvidence, sustainableEvidence } from './portEvidence.ts';

/** Below this share, a one-second burst would look like the start of a problem; above it, the exhaustion rule reports. */
const leastShare = 0.25;
/** If the ports run out sooner, a hint comes too late to act on. */
const soonSeconds = 60;
const maxFindings = 3;

/**
 * At the rate of the last 10 s, a destination will have no port left within a minute. Source: at a steady rate,
 * TIME_WAIT holds the connections closed in the last 60 s (include/net/tcp.h, TCP_TIMEWAIT_LEN).
 */
export const ephemeralPortForecast = liveRule({
  id: 'ephemeral-port-forecast',
  section: 'ephemeral-port-exhaustion',
  severity: 'warning',
  requires: ['sockets', 'parameters'],
  requiresKeys: ['net.ipv4.ip_local_port_range'],
  judge({ sockets }) {
    if (sockets === undefined) return [];
    const { addresses } = sockets.table;
    const soon = sockets.aggregation.destinations.flatMap((destination) => {
      const { used, usable = 0, closesPerSecond, holdMs } = destination;
      const share = used / usable;
      if (!destination.isGoingOn || usable <= 0 || share < leastShare || share >= exhaustionShares.warning)
        return [];
      const level = { ...destination, ratePerSecond: closesPerSecond };
      const seconds = secondsToExhaustion(level, usable, holdMs / 1000);
      return seconds === undefined ? [] : [{ destination, usable, share, seconds }];
    });
    return soon.slice(0, maxFindings).map(({ destination, usable, share, seconds }) => {
      const localAddress = addresses.format(destination.localAddress);
      const remoteAddress = addresses.format(destination.remoteAddress);
      const { used, timeWait, remotePort, closesPerSecond, holdMs } = destination;
      const recyclable = usable - (used - timeWait);
      const ceiling = portCeiling({ usable: recyclable, holdSeconds: holdMs / 1000 });
      return {
        severity: seconds < soonSeconds ? 'warning' : 'information',
        side: 'client',
        subject: { kind: 'destination', localAddress, remoteAddress, remotePort },
        title: `At ${numberText(closesPerSecond)} closes per second the ports to ${formatEndpoint(remoteAddress, remotePort)} are full in ${numberText(seconds)} s.`,
        explanation: `A port stays in use for ${numberText(holdMs / 1000)} s, so the range sustains ${numberText(ceiling)} per second. If the rate of the last 10 s continues, connect() will fail with EADDRNOTAVAIL.`,
        evidence: [
          fact.sockets(
            'ports-in-use',
            'Ports in use',
            `${numberText(used)} of ${numberText(usable)} (${percentText(share)})`,
          ),
          closesEvidence(closesPerSecond),
          sustainableEvidence(ceiling, recyclable, holdMs),
        ],
        remedies: [
          'Keep connections open and reuse them, with a connection pool or HTTP keep-alive.',
          'Use more than one destination port or address, or more than one local address.',
        ],
      } as const;
    });
  },
});
