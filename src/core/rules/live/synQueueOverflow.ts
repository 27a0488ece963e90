import { counterGrowth, growthPeriod } from '../../model/counters.ts';
import type { Evidence } from '../../model/finding.ts';
import { countText, numberText } from '../../model/numberText.ts';
import { fact } from '../fact.ts';
import { liveRule } from '../liveRule.ts';
import type { RuleInput } from '../rule.ts';

const names = ['TcpExt.TCPReqQFullDoCookies', 'TcpExt.TCPReqQFullDrop'] as const;

/**
 * A listening socket has more half-open connections than its backlog: the kernel answers with cookies or drops SYNs.
 * Source: net/ipv4/tcp_input.c, tcp_conn_request(), tcp_syn_flood_action().
 */
export const synQueueOverflow = liveRule({
  id: 'syn-queue-overflow',
  section: 'syn-queue-overflow',
  severity: 'warning',
  requires: ['counters'],
  judge(input) {
    const { counters } = input;
    if (counters === undefined) return [];
    const [cookies, drops] = names.map((name) => counterGrowth(counters, name) ?? 0);
    if (cookies === undefined || drops === undefined || cookies + drops === 0) return [];
    return [
      {
        side: 'server',
        subject: { kind: 'host' },
        states: ['SYN_RECV'],
        title: `A queue of half-open connections was full ${countText(cookies + drops, 'time')} ${growthPeriod(counters)}.`,
        explanation:
          drops > 0
            ? 'The kernel dropped the SYNs, so clients wait a second or more and retry.'
            : 'The kernel answered with SYN cookies: connections work, but without timestamps they lose options such as window scaling.',
        evidence: evidence(input),
        remedies: [
          'Raise the backlog that the program passes to listen(): since Linux 4.3 it limits this queue too.',
          'Keep net.ipv4.tcp_syncookies at 1.',
          'Check for a SYN flood: many SYN_RECV sockets from addresses that do not answer.',
        ],
      },
    ];
  },
});

function evidence({ counters }: RuleInput): readonly Evidence[] {
  if (counters === undefined) return [];
  return names.map((name) =>
    fact.growth(name, `${numberText(counterGrowth(counters, name) ?? 0)} ${growthPeriod(counters)}`),
  );
}
