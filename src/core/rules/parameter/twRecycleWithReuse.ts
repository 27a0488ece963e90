import { verdictRule } from '../verdictRule.ts';

const key = 'net.ipv4.tcp_tw_reuse';
const partner = 'net.ipv4.tcp_tw_recycle';

/**
 * The pair of an old recipe: only `tcp_tw_reuse` is left, and it never did for servers what the pair was praised for.
 * Source: net/ipv4/inet_hashtables.c, __inet_check_established(); removal of tcp_tw_recycle in 4.12.
 */
export const twRecycleWithReuse = verdictRule({
  id: 'tw-recycle-with-reuse',
  section: 'recycle-time-wait',
  severity: 'information',
  judge(view) {
    if (view.integer(key) !== 1 || (view.integer(partner) ?? 0) === 0) return undefined;
    return {
      key,
      because: [partner],
      title: 'tcp_tw_reuse with tcp_tw_recycle is an old recipe of which only this half is left.',
      explanation:
        'Incoming connections were the business of tcp_tw_recycle; tcp_tw_reuse is about outgoing ones.',
      remedies: ['Keep tcp_tw_reuse only where this host opens many connections, and remove tcp_tw_recycle.'],
    };
  },
});
