import { counterGrowth, growthPeriod, type CounterReadings } from '../../model/counters.ts';
import { livingRows } from '../../model/livingRows.ts';
import { numberText, percentText } from '../../model/numberText.ts';
import { TcpState } from '../../model/tcpState.ts';
import { fact } from '../fact.ts';
import { liveRule } from '../liveRule.ts';
import type { SocketEvidence } from '../rule.ts';
import { unansweredRows } from './connectUnanswered.ts';

const leastCount = 50;
const leastShare = 0.05;

/**
 * A good part of what this host sends is sent again: segments are lost on the way, or peers do not acknowledge.
 * Source: net/ipv4/tcp_output.c, __tcp_retransmit_skb(): TCP_MIB_RETRANSSEGS, which OutSegs does not count.
 */
export const manyRetransmits = liveRule({
  id: 'many-retransmits',
  section: 'peer-silent',
  severity: 'warning',
  requires: ['counters'],
  judge({ counters, sockets }) {
    if (counters === undefined || (sockets !== undefined && hasSilentPeers(sockets, counters))) return [];
    const again = counterGrowth(counters, 'Tcp.RetransSegs') ?? 0;
    const sent = counterGrowth(counters, 'Tcp.OutSegs') ?? 0;
    const share = again / Math.max(1, sent + again);
    if (again < leastCount || share < leastShare) return [];
    const timeouts = counterGrowth(counters, 'TcpExt.TCPTimeouts') ?? 0;
    return [
      {
        subject: { kind: 'host' },
        title: `${percentText(share)} of what TCP sent ${growthPeriod(counters)} was sent again: ${numberText(again)} segments.`,
        explanation:
          'Segments are lost on the way, or peers do not acknowledge. Each loss that only a timer notices stops its connection for at least 200 ms.',
        evidence: [
          fact.growth('Tcp.RetransSegs', numberText(again)),
          fact.growth('Tcp.OutSegs', numberText(sent)),
          fact.growth('TcpExt.TCPTimeouts', numberText(timeouts), 'Noticed by a timer only'),
        ],
        remedies: [
          'Look for the peers: connections with a retransmission timer, ss -tno | grep "timer:(on".',
          'Look for a link that loses packets: ip -s link, the switch, a limit of the cloud.',
        ],
      },
    ];
  },
});

/** Retransmissions without which a state is left at once, by state: rules of their own name those peers. */
const silentFrom: Readonly<Record<number, number>> = {
  [TcpState.SYN_RECV]: 1,
  [TcpState.FIN_WAIT1]: 2,
  [TcpState.LAST_ACK]: 2,
  [TcpState.ESTABLISHED]: 3,
};
const fewSilent = 5;

function hasSilentPeers(sockets: SocketEvidence, counters: CounterReadings): boolean {
  const { table } = sockets;
  let silent = unansweredRows(sockets, counters).length;
  for (const row of livingRows(table))
    if ((table.retransmits[row] ?? 0) >= (silentFrom[table.state[row] ?? 0] ?? Infinity)) silent++;
  return silent >= fewSilent;
}
