import { counterGrowth, growthPeriod, type CounterReadings } from '../../model/counters.ts';
import type { Evidence } from '../../model/finding.ts';
import { countText, numberText } from '../../model/numberText.ts';
import { fact } from '../fact.ts';
import { liveRule } from '../liveRule.ts';

/**
 * Clients connect from a port whose old connection is still in TIME_WAIT here, and the kernel does not accept their
 * SYN as newer. Since 6.16 `PAWSTimewait` counts this; before, `PAWSEstab` together with the suppressed answers.
 * Source: net/ipv4/tcp_minisocks.c, tcp_timewait_state_process(), before and since 6.16.
 */
export const tupleCollisions = liveRule({
  id: 'tuple-collisions',
  section: 'nat-collisions',
  severity: 'warning',
  requires: ['counters'],
  judge({ counters }) {
    if (counters === undefined) return [];
    const names = counters.current.has('TcpExt.PAWSTimewait')
      ? ['TcpExt.PAWSTimewait']
      : ['TcpExt.PAWSEstab', 'TcpExt.TCPACKSkippedTimeWait'];
    const growth = names.map((name) => counterGrowth(counters, name) ?? 0);
    if (growth.some((count) => count === 0)) return [];
    return [
      {
        side: 'server',
        subject: { kind: 'host' },
        states: ['TIME_WAIT'],
        title: `${countText(Math.min(...growth), 'segment has', 'segments have')} hit an older connection in TIME_WAIT ${growthPeriod(counters)}.`,
        explanation:
          'A client, often a NAT router, reuses a port while its previous connection from that port is in TIME_WAIT here, and sends a timestamp that looks old. It gets an ACK instead of a connection and has to retry.',
        evidence: names.map((name) => evidence(name, counters)),
        remedies: [
          'Let the clients close first, so that TIME_WAIT stays on their side.',
          'Keep net.ipv4.tcp_rfc1337 at 0, so that a reset from the client ends the old TIME_WAIT.',
          'Configure the NAT router with more addresses or a longer port quarantine.',
        ],
      },
    ];
  },
});

function evidence(name: string, counters: CounterReadings): Evidence {
  const growth = counterGrowth(counters, name) ?? 0;
  return fact.growth(name, `${numberText(growth)} ${growthPeriod(counters)}`);
}
