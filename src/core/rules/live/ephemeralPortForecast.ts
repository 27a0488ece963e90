import { portCeiling, secondsToExhaustion } from '../../aggregate/portCeiling.ts';
import { formatEndpoint } from '../../model/endpoint.ts';
import { numberText, percentText } from '../../model/numberText.ts';
import { fact } from '../fact.ts';
import { liveRule } from '../liveRule.ts';
import { exhaustionShares } from './exhaustionShares.ts';
import { closesEvidence, sustainableEvidence } from './portEvidence.ts';

/** Below, a burst of a second would look like the beginning of trouble; above, the exhaustion rule speaks. */
const leastShare = 0.25;
const maxFindings = 3;

/**
 * At the rate of the last 10 s a destination will have no port left within a minute.
 * Source: at a steady rate TIME_WAIT holds the closes of the last 60 s (include/net/tcp.h, TCP_TIMEWAIT_LEN).
 */
export const ephemeralPortForecast = liveRule({
  id: 'ephemeral-port-forecast',
  section: 'ephemeral-port-exhaustion',
  severity: 'information',
  requires: ['sockets', 'parameters'],
  requiresKeys: ['net.ipv4.ip_local_port_range'],
  judge({ sockets }) {
    const { ports, reuse, destinations } = sockets?.aggregation ?? {};
    if (sockets === undefined || ports === undefined || reuse === undefined || ports.usable <= 0) return [];
    const { addresses } = sockets.table;
    const soon = (destinations ?? []).flatMap((destination) => {
      const share = destination.used / ports.usable;
      const holdMs = destination.reuseApplies ? reuse.delayMs : reuse.lengthMs;
      const seconds = secondsToExhaustion(
        { ...destination, ratePerSecond: destination.closesPerSecond },
        ports.usable,
        holdMs / 1000,
      );
      if (seconds === undefined || share < leastShare || share >= exhaustionShares.warning) return [];
      return [{ destination, share, seconds, holdMs }];
    });
    return soon.slice(0, maxFindings).map(({ destination, share, seconds, holdMs }) => {
      const localAddress = addresses.format(destination.localAddress);
      const remoteAddress = addresses.format(destination.remoteAddress);
      const { remotePort, closesPerSecond } = destination;
      const ceiling = portCeiling({ usable: ports.usable, holdSeconds: holdMs / 1000 });
      return {
        side: 'client',
        subject: { kind: 'destination', localAddress, remoteAddress, remotePort },
        title: `At ${numberText(closesPerSecond)} closes per second the ports to ${formatEndpoint(remoteAddress, remotePort)} are full in ${numberText(seconds)} s.`,
        explanation: `A port stays taken for ${numberText(holdMs / 1000)} s, so the range sustains ${numberText(ceiling)} per second. If the rate of the last 10 s lasts, connect() will fail with EADDRNOTAVAIL.`,
        evidence: [
          fact.sockets(
            'ports-in-use',
            'Ports in use',
            `${numberText(destination.used)} of ${numberText(ports.usable)} (${percentText(share)})`,
          ),
          closesEvidence(closesPerSecond),
          sustainableEvidence(ceiling, ports.usable, holdMs),
        ],
        remedies: [
          'Keep connections open and use them again: a connection pool, HTTP keep-alive.',
          'Use more than one destination port or address, or more than one local address.',
        ],
      } as const;
    });
  },
});
