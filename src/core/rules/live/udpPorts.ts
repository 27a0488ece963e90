import { formatEndpoint } from '../../model/endpoint.ts';
import { countText, numberText, percentText } from '../../model/numberText.ts';
import type { UdpSocket } from '../../model/udpSocket.ts';
import { fact } from '../fact.ts';
import { liveRule } from '../liveRule.ts';
import type { RuleInput } from '../rule.ts';
import { exhaustionShares } from '../../model/exhaustionShares.ts';
import { udpHolders, type UdpHolder } from './udpHolders.ts';

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
  ownersWanted: (input) => fullPool(input)?.sockets.map(({ inode }) => inode) ?? [],
  judge(input) {
    const full = fullPool(input);
    if (full === undefined) return [];
    const { address, sockets, used, total } = full;
    const share = used / total;
    const holders = udpHolders(sockets, input.sockets?.owners);
    const [holder] = holders;
    const peers = new Set(
      sockets.map(({ remoteAddress, remotePort }) => formatEndpoint(remoteAddress, remotePort)),
    );
    return [
      {
        severity: share >= exhaustionShares.error ? 'error' : 'warning',
        subject: holder?.subject ?? { kind: 'host' },
        side: 'client',
        transport: 'udp',
        title: `${holding(holders, sockets.length)} the UDP ports of ${address}: ${numberText(used)} of ${numberText(total)} (${percentText(share)}) are taken.`,
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

/** Who holds how much, as far as it is known: the rest may belong to anybody. */
function holding([holder, ...others]: readonly UdpHolder[], total: number): string {
  if (holder === undefined) return 'Programs hold most of';
  if (holder.count * 2 > total) return `${holder.who} holds most of`;
  const known = others.reduce((sum, { count }) => sum + count, holder.count);
  const share =
    known * 2 > total ? 'most of' : `${numberText(known)} of the ${numberText(total)} sockets that take`;
  return others.length === 0
    ? `${holder.who} holds ${share}`
    : `${holder.who} and ${countText(others.length, 'other program')} hold ${share}`;
}

/** Stands for all addresses: a socket that connects or sends without bind() first needs a port that is free at each of them. */
const everywhere = 'all local addresses';

/**
 * The local address with most ports of the range in use, or all together if none alone is full. A wildcard takes a port from
 * every address; an IPv4-mapped address is the IPv4 one.
 * Source: net/ipv4/af_inet.c, inet_autobind(); net/ipv4/udp.c, udp_lib_lport_inuse(); tested on 6.18.
 */
function fullPool({ udp, sockets }: RuleInput) {
  const ports = sockets?.aggregation.ports;
  if (udp === undefined || ports === undefined) return undefined;
  const { low, high } = ports.range;
  const total = high - low + 1 - ports.reserved;
  const inRange = udp.filter(({ localPort }) => localPort >= low && localPort <= high);
  const addresses = new Set(inRange.map(addressOf).filter((address) => !isWildcard(address)));
  const pools = [...addresses].map((address) =>
    poolOf(
      address,
      inRange.filter((one) => isTakenAt(address, one)),
    ),
  );
  const [fullest] = pools.sort((a, b) => b.used - a.used);
  const isFull = (pool: Pool | undefined): boolean =>
    pool !== undefined && total > 0 && pool.used / total >= exhaustionShares.warning;
  const pool = isFull(fullest) ? fullest : poolOf(everywhere, inRange);
  return pool !== undefined && isFull(pool) ? { ...pool, total } : undefined;
}

interface Pool {
  readonly address: string;
  readonly sockets: readonly UdpSocket[];
  readonly used: number;
}

function poolOf(address: string, sockets: readonly UdpSocket[]): Pool {
  return { address, sockets, used: new Set(sockets.map(({ localPort }) => localPort)).size };
}

function addressOf({ localAddress }: UdpSocket): string {
  return localAddress.replace(/^::ffff:(?=\d+\.)/, '');
}

function isWildcard(address: string): boolean {
  return address === '0.0.0.0' || address === '::';
}

function isTakenAt(address: string, socket: UdpSocket): boolean {
  const own = addressOf(socket);
  return own === address || own === '::' || (own === '0.0.0.0' && !address.includes(':'));
}
