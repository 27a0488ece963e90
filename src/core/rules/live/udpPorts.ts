import { formatEndpoint } from '../../model/endpoint.ts';
import { countText, numberText, percentText } from '../../model/numberText.ts';
import type { UdpSocket } from '../../model/udpSocket.ts';
import { fact } from '../fact.ts';
import { liveRule } from '../liveRule.ts';
import type { RuleInput } from '../rule.ts';
import { exhaustionShares } from '../../model/exhaustionShares.ts';
import { udpHolders } from './udpHolders.ts';

/**
 * UDP sockets use up the local port range. It is the same range as TCP's and a pool of its own; a UDP port is held for one
 * local address, whatever the destination, until the socket is closed.
 * Source: net/ipv4/udp.c, udp_lib_get_port(); tested on 6.18: EAGAIN from connect() and sendto(), EADDRINUSE from bind().
 */
export const udpPorts = liveRule({
  id: 'udp-port-exhaustion',
  section: 'udp-ports',
  severity: 'error',
  requires: ['sockets', 'parameters'],
  requiresKeys: ['net.ipv4.ip_local_port_range'],
  ownersWanted: (input) => fullAddress(input)?.sockets.map(({ inode }) => inode) ?? [],
  judge(input) {
    const full = fullAddress(input);
    if (full === undefined) return [];
    const { sockets, used, total } = full;
    const share = used / total;
    const [holder] = udpHolders(sockets, input.sockets?.owners);
    const who = holder?.who ?? 'Programs';
    const [first] = sockets;
    const peers = new Set(
      sockets.map(({ remoteAddress, remotePort }) => formatEndpoint(remoteAddress, remotePort)),
    );
    return [
      {
        severity: share >= exhaustionShares.error ? 'error' : 'warning',
        subject: holder?.subject ?? { kind: 'host' },
        side: 'client',
        transport: 'udp',
        title: `${who} ${holder === undefined ? 'hold' : 'holds'} most of the UDP ports of ${first?.localAddress ?? '?'}: ${numberText(used)} of ${numberText(total)} (${percentText(share)}) are taken.`,
        explanation:
          'A UDP socket keeps its local port until it is closed, for all destinations together. When none is left, connect() and sendto() fail with EAGAIN, and bind() to port 0 with EADDRINUSE. TCP has its own ports, and is not concerned.',
        evidence: [
          fact.computed(
            'udp-ports-in-use',
            'UDP ports of the range in use',
            `${numberText(used)} of ${numberText(total)}`,
            '/proc/net/udp, udp6',
          ),
          ...(holder === undefined
            ? []
            : [
                fact.computed(
                  'held-by',
                  `Held by ${holder.who}`,
                  numberText(holder.count),
                  '/proc/net/udp, /proc/PID/fd',
                ),
              ]),
          fact.computed(
            'udp-peers',
            'Destinations',
            countText(peers.size, 'endpoint'),
            '/proc/net/udp, udp6',
          ),
        ],
        remedies: [
          'Close UDP sockets after their answer, or use one socket for many requests.',
          'Widen net.ipv4.ip_local_port_range if it is narrower than 1024 65535.',
        ],
      },
    ];
  },
});

/** The local address with most ports of the range in use; a wildcard takes a port from every address. */
function fullAddress({ udp, sockets }: RuleInput) {
  const ports = sockets?.aggregation.ports;
  if (udp === undefined || ports === undefined) return undefined;
  const { low, high } = ports.range;
  const total = high - low + 1 - ports.reserved;
  const inRange = udp.filter(({ localPort }) => localPort >= low && localPort <= high);
  const isAnywhere = ({ localAddress }: UdpSocket): boolean =>
    localAddress === '0.0.0.0' || localAddress === '::';
  const addresses = [...new Set(inRange.map(({ localAddress }) => localAddress))];
  const [fullest] = addresses
    .map((address) => {
      const own = inRange.filter((socket) => socket.localAddress === address || isAnywhere(socket));
      return { sockets: own, used: new Set(own.map(({ localPort }) => localPort)).size, total };
    })
    .sort((a, b) => b.used - a.used);
  return fullest === undefined || total <= 0 || fullest.used / total < exhaustionShares.warning
    ? undefined
    : fullest;
}
