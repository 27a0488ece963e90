import { countText, numberText, percentText } from '../../model/numberText.ts';
import { fact } from '../fact.ts';
import { liveRule } from '../liveRule.ts';

const warningShare = 0.5;

/**
 * Listening sockets hold much of the port range: outgoing connections to any destination skip their ports.
 * Source: net/ipv4/inet_hashtables.c, __inet_hash_connect(), `fastreuse >= 0`; tested on 6.18.
 */
export const listenersCrowdRange = liveRule({
  id: 'listeners-crowd-range',
  section: 'reserved-ports',
  severity: 'warning',
  requires: ['sockets', 'parameters'],
  requiresKeys: ['net.ipv4.ip_local_port_range'],
  judge({ sockets }) {
    const ports = sockets?.aggregation.ports;
    if (ports === undefined) return [];
    const total = ports.range.high - ports.range.low + 1;
    const share = ports.listening / total;
    if (share < warningShare || ports.usable <= 0) return [];
    return [
      {
        side: 'client',
        subject: { kind: 'parameter', key: 'net.ipv4.ip_local_port_range' },
        states: ['LISTEN'],
        title: `Listening sockets hold ${countText(ports.listening, 'port')} of the local port range (${percentText(share)}).`,
        explanation:
          'The kernel does not use these ports for outgoing connections to any destination. Programs that bind to port 0 before they listen or connect take such ports.',
        evidence: [
          fact.sockets('ports-listened-on', 'Listening ports in the range', numberText(ports.listening)),
          fact.sockets('ports-usable', 'Left for each destination', `at most ${numberText(ports.usable)}`),
        ],
        remedies: [
          'Move the services below the range, or the range away from them.',
          'If a program binds an address before it connects, set IP_BIND_ADDRESS_NO_PORT.',
        ],
      },
    ];
  },
});
