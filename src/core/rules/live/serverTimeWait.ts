import { countText, numberText, percentText } from '../../model/numberText.ts';
import { fact } from '../fact.ts';
import { liveRule, type LiveFinding } from '../liveRule.ts';
import type { SocketEvidence } from '../rule.ts';

const leastCount = 1000;
const fewClients = 3;
const fewShare = 0.8;

/**
 * This host closes first as a server. If the clients have few addresses, there is a proxy in front, and the ports to
 * watch are the proxy's. If they have many, this only costs memory and table entries: a new SYN reopens such a
 * socket.
 * Source: net/ipv4/tcp_minisocks.c, tcp_timewait_state_process(); tested on 6.18.
 */
export const serverTimeWait = liveRule({
  id: 'server-time-wait',
  section: 'server-time-wait',
  severity: 'information',
  requires: ['sockets'],
  judge({ sockets }) {
    if (sockets === undefined || sockets.aggregation.timeWait.server < leastCount) return [];
    return [finding(sockets)];
  },
});

function finding({ aggregation, table }: SocketEvidence): LiveFinding {
  const count = aggregation.timeWait.server;
  const byAddress = new Map<number, number>();
  for (const { remoteAddress, timeWait } of aggregation.clients)
    byAddress.set(remoteAddress, (byAddress.get(remoteAddress) ?? 0) + timeWait);
  const first: (readonly [number, number])[] = [];
  let inFirst = 0;
  for (const [address, timeWait] of [...byAddress].sort(([, a], [, b]) => b - a).slice(0, fewClients)) {
    if (inFirst / count >= fewShare) break;
    first.push([address, timeWait]);
    inFirst += timeWait;
  }
  const isFew = inFirst / count >= fewShare;
  const shared = {
    side: 'server',
    subject: { kind: 'host' },
    states: ['TIME_WAIT'],
    evidence: [
      fact.sockets('time-wait-of-server', 'TIME_WAIT opened by clients', numberText(count)),
      ...first.map(([address, timeWait]) =>
        fact.sockets(
          'time-wait-of-client',
          `From ${table.addresses.format(address)}`,
          `${numberText(timeWait)} (${percentText(timeWait / count)})`,
        ),
      ),
    ],
  } as const;
  if (!isFew) {
    return {
      ...shared,
      section: 'server-time-wait',
      title: `${countText(count, 'TIME_WAIT socket')} on the server side come from many clients, which is normal.`,
      explanation:
        'They do not block outgoing ports, and a client that reconnects from the same port reopens its socket. They only cost memory and entries in the TIME_WAIT table.',
      remedies: ['Change nothing, or let the clients close first if the protocol allows it.'],
    };
  }
  return {
    ...shared,
    section: 'l7-balancer',
    title: `${countText(count, 'TIME_WAIT socket')} of the server side come from ${countText(first.length, 'address', 'addresses')}: perhaps a proxy or NAT router is in front.`,
    explanation:
      'They do not block outgoing ports of this host. If it is a proxy or router, watch that one instead: all its connections to this host share one port range. If it is a single client, nothing is wrong with it.',
    remedies: [
      'If it is a proxy, configure it to keep its connections to this host open and reuse them.',
      'Inspect the proxy to check its ports.',
    ],
  };
}
