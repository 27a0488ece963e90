import { parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.tcp_tw_reuse';
const partner = 'net.ipv4.tcp_tw_recycle';

/**
 * A pair from an old recipe: only `tcp_tw_reuse` still exists, and it never did for servers what the recipe promised.
 * Source: net/ipv4/inet_hashtables.c, __inet_check_established(); removal of tcp_tw_recycle in 4.12.
 */
export const twRecycleWithReuse = parameterRule({
  id: 'tw-recycle-with-reuse',
  about:
    'A pair from an old recipe: tcp_tw_recycle is gone, and tcp_tw_reuse applies only to outgoing connections.',
  section: 'recycle-time-wait',
  severity: 'information',
  judge(view) {
    if (view.integer(key) !== 1 || (view.integer(partner) ?? 0) === 0) return undefined;
    return {
      key,
      because: [partner],
      title: 'tcp_tw_reuse with tcp_tw_recycle is an old recipe, and only this half of it still works.',
      explanation: 'tcp_tw_recycle was for incoming connections; tcp_tw_reuse only applies to outgoing ones.',
      remedies: ['Keep tcp_tw_reuse only if this host opens many connections, and remove tcp_tw_recycle.'],
    };
  },
});
