import { countText, numberText } from '../../model/numberText.ts';
import { integerParameter } from '../../model/parameters.ts';
import { TcpState } from '../../model/tcpState.ts';
import { fact } from '../fact.ts';
import { liveRule, type LiveFinding } from '../liveRule.ts';
import type { RuleInput } from '../rule.ts';
import { allPortsHeld, type HeldPorts } from './fullDestinations.ts';
import { rowsInState } from './piles.ts';

const leastCount = 50;

/**
 * Sockets in FIN_WAIT2 that no program holds: `tcp_fin_timeout` ends them. The kernel counts them as `tw` although
 * they are not in TIME_WAIT, and they count towards `tcp_max_tw_buckets`.
 * Source: net/ipv4/tcp_minisocks.c, tcp_time_wait(); net/ipv4/tcp.c, __tcp_close(); tested on 6.18.
 */
export const finWaitOrphans = liveRule({
  id: 'fin-wait-orphans',
  section: 'fin-wait-2-pile-up',
  severity: 'information',
  requires: ['sockets'],
  judge(input) {
    const { sockets } = input;
    if (sockets === undefined) return [];
    const { table, aggregation } = sockets;
    if ((aggregation.countByState[TcpState.FIN_WAIT2] ?? 0) < leastCount) return [];
    const orphans = rowsInState(table, TcpState.FIN_WAIT2).filter((row) => table.inode[row] === 0);
    if (orphans.length < leastCount) return [];
    return [finding(orphans.length, allPortsHeld(sockets, orphans, 'FIN_WAIT2'), input)];
  },
});

function finding(
  orphans: number,
  held: HeldPorts | undefined,
  { sockets, parameters, counters }: RuleInput,
): LiveFinding {
  const seconds = parameters && integerParameter(parameters, 'net.ipv4.tcp_fin_timeout');
  const counted = counters?.current.get('sockstat.TCP.tw');
  const timeWait = sockets?.aggregation.timeWait.count ?? 0;
  return {
    ...(held && { severity: 'error' as const }),
    subject: { kind: 'host' },
    states: ['FIN_WAIT2'],
    title: `${countText(orphans, 'connection waits', 'connections wait')} in FIN_WAIT2 for a peer that does not close, and no program holds them${held === undefined ? '' : `: they hold ${held.what}`}.`,
    explanation:
      'This host closed first, and the peer has not closed. The kernel stores and counts them like TIME_WAIT sockets (tw, tcp_max_tw_buckets), but tcp_fin_timeout ends them.' +
      (held === undefined ? '' : ` ${held.text}`),
    evidence: [
      fact.sockets('fin-wait-2-orphans', 'Orphans in FIN_WAIT2', numberText(orphans), 'without-inode'),
      fact.sockets('time-wait', 'In TIME_WAIT', numberText(timeWait)),
      ...(counted === undefined
        ? []
        : [fact.counter('sockstat.TCP.tw', numberText(counted), 'Both, as counted by the kernel')]),
      ...(seconds === undefined
        ? []
        : [fact.parameter('net.ipv4.tcp_fin_timeout', `${numberText(seconds)} s`, 'Maximum lifetime')]),
    ],
    remedies: [
      'Find out why the peer does not close: it has these connections in CLOSE_WAIT.',
      'Lower net.ipv4.tcp_fin_timeout if there are too many; it does not shorten TIME_WAIT.',
    ],
  };
}
