import { counterGrowth, type CounterReadings } from '../../model/counters.ts';
import type { Evidence } from '../../model/finding.ts';
import { countText, numberText } from '../../model/numberText.ts';
import { fact } from '../fact.ts';
import { liveRule } from '../liveRule.ts';

/**
 * Clients come back on a port whose old connection is still in TIME_WAIT here, and the kernel does not take their SYN
 * for newer. Since 6.16 `PAWSTimewait` counts that; before, `PAWSEstab` together with the answers that were held back.
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
        title: `${countText(Math.min(...growth), 'segment has', 'segments have')} run into an older connection in TIME_WAIT since the last inspection.`,
        explanation:
          'A client, often a NAT router, uses a port again while its last connection from there is in TIME_WAIT here, with a timestamp that looks old. It gets an ACK instead of a connection and has to try again.',
        evidence: names.map((name) => evidence(name, counters)),
        remedies: [
          'Let the clients close first, so that TIME_WAIT and its ports are on their side.',
          'Leave net.ipv4.tcp_rfc1337 at 0, so that a reset from the client clears the way.',
          'Give the NAT router more addresses, or a longer quarantine of its ports.',
        ],
      },
    ];
  },
});

function evidence(name: string, counters: CounterReadings): Evidence {
  const growth = counterGrowth(counters, name) ?? 0;
  return fact.growth(name, `${numberText(growth)} since the last inspection`);
}
