import type { Finding } from '../../model/finding.ts';
import { countText, numberText } from '../../model/numberText.ts';
import { integerParameter } from '../../model/parameters.ts';
import { TcpState } from '../../model/tcpState.ts';
import type { ParameterRule, RuleInput } from '../rule.ts';
import { rowsInState } from './piles.ts';

const id = 'fin-wait-orphans';
const section = 'fin-wait-2-pile-up';
const leastCount = 50;

/**
 * Sockets in FIN_WAIT2 that no program holds: `tcp_fin_timeout` ends them. The kernel counts them as `tw` although they
 * are not in TIME_WAIT, and they take room of `tcp_max_tw_buckets`.
 * Source: net/ipv4/tcp_minisocks.c, tcp_time_wait(); net/ipv4/tcp.c, __tcp_close(); tested on 6.18.
 */
export const finWaitOrphans: ParameterRule = {
  id,
  section,
  severity: 'information',
  requires: ['sockets'],
  evaluate(input) {
    const { sockets } = input;
    if (sockets === undefined) return [];
    const { table, aggregation } = sockets;
    if ((aggregation.countByState[TcpState.FIN_WAIT2] ?? 0) < leastCount) return [];
    const orphans = rowsInState(table, TcpState.FIN_WAIT2).filter((row) => table.inode[row] === 0).length;
    return orphans < leastCount ? [] : [finding(orphans, input)];
  },
};

function finding(orphans: number, { sockets, parameters, counters }: RuleInput): Finding {
  const seconds = parameters && integerParameter(parameters, 'net.ipv4.tcp_fin_timeout');
  const counted = counters?.current.get('sockstat.TCP.tw');
  const timeWait = sockets?.aggregation.timeWait.count ?? 0;
  return {
    rule: id,
    section,
    severity: 'information',
    subject: { kind: 'host' },
    states: ['FIN_WAIT2'],
    title: `${countText(orphans, 'connection waits', 'connections wait')} in FIN_WAIT2 for a peer that does not close, and no program holds them.`,
    explanation:
      'This host closed first and the peer has not. The kernel keeps them as it keeps TIME_WAIT sockets and counts them as such (tw, tcp_max_tw_buckets), but tcp_fin_timeout ends them.',
    evidence: [
      { label: 'Orphans in FIN_WAIT2', value: numberText(orphans), source: 'sockets without an inode' },
      { label: 'In TIME_WAIT', value: numberText(timeWait), source: 'socket table' },
      ...(counted === undefined
        ? []
        : [
            {
              label: 'Both, as the kernel counts',
              value: numberText(counted),
              source: '/proc/net/sockstat: TCP tw',
            },
          ]),
      ...(seconds === undefined
        ? []
        : [
            {
              label: 'They last at most',
              value: `${numberText(seconds)} s`,
              source: '/proc/sys/net/ipv4/tcp_fin_timeout',
            },
          ]),
    ],
    remedies: [
      'Find out why the peer does not close: there these connections are in CLOSE_WAIT.',
      'Lower net.ipv4.tcp_fin_timeout if they take too much room; it does not shorten TIME_WAIT.',
    ],
  };
}
