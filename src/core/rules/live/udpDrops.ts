import { counterGrowth, growthPeriod } from '../../model/counters.ts';
import { formatEndpoint } from '../../model/endpoint.ts';
import { countText, numberText } from '../../model/numberText.ts';
import type { UdpSocket } from '../../model/udpSocket.ts';
import { fact } from '../fact.ts';
import { liveRule, type LiveFinding } from '../liveRule.ts';
import type { RuleInput } from '../rule.ts';
import { udpHolders } from './udpHolders.ts';

const maxFindings = 3;

/**
 * Datagrams came faster than a program reads them, and found its receive buffer full: they are lost without a word.
 * Source: net/ipv4/udp.c, __udp_enqueue_schedule_skb(): sk_drops; UDP_MIB_RCVBUFERRORS.
 */
export const udpDrops = liveRule({
  id: 'udp-receive-drops',
  section: 'udp-drops',
  severity: 'warning',
  requires: ['counters'],
  ownersWanted: ({ udp }) => droppers(udp).map(({ inode }) => inode),
  judge(input) {
    return droppers(input.udp).map((socket) => finding(socket, input));
  },
});

function droppers(udp: readonly UdpSocket[] | undefined): readonly UdpSocket[] {
  return (udp ?? [])
    .filter(({ drops }) => drops > 0)
    .sort((a, b) => b.drops - a.drops)
    .slice(0, maxFindings);
}

function finding(socket: UdpSocket, { counters, sockets }: RuleInput): LiveFinding {
  const growth =
    (counters === undefined ? 0 : (counterGrowth(counters, 'Udp.RcvbufErrors') ?? 0)) +
    (counters === undefined ? 0 : (counterGrowth(counters, 'Udp6.RcvbufErrors') ?? 0));
  const [holder] = udpHolders([socket], sockets?.owners);
  const endpoint = formatEndpoint(socket.localAddress, socket.localPort);
  return {
    severity: growth > 0 ? 'warning' : 'information',
    side: 'server',
    transport: 'udp',
    subject: holder?.subject ?? { kind: 'host' },
    title: `${holder?.who ?? 'The program'} has lost ${countText(socket.drops, 'UDP datagram')} on ${endpoint}: its receive buffer was full.`,
    explanation: `The program reads too slowly, or in bursts. The sender is not told. ${
      growth > 0 && counters !== undefined
        ? `${countText(growth, 'datagram was', 'datagrams were')} lost this way ${growthPeriod(counters)}.`
        : 'Nothing was lost while the counters were watched.'
    }`,
    evidence: [
      fact.computed(
        'udp-drops',
        'Lost since the socket was made',
        numberText(socket.drops),
        '/proc/net/udp, udp6: drops',
      ),
      fact.computed(
        'udp-receive-queue',
        'Bytes not read',
        numberText(socket.receiveQueue),
        '/proc/net/udp, udp6',
      ),
      fact.growth('Udp.RcvbufErrors', numberText(growth)),
    ],
    remedies: [
      'Let the program read faster: apart from the work on each datagram, in several threads with SO_REUSEPORT.',
      'Give the socket a larger buffer for bursts: SO_RCVBUF in the program, and net.core.rmem_max if that is lower.',
    ],
  };
}
