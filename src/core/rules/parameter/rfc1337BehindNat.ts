import { setFix, parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.tcp_rfc1337';
const signs = ['net.ipv4.ip_forward', 'net.ipv4.ip_nonlocal_bind'];

/**
 * Behind NAT and load balancers many clients share few addresses, so ports are reused within 60 s: the collisions
 * that `tcp_rfc1337` makes worse are common there.
 * Source: net/ipv4/tcp_minisocks.c, tcp_timewait_state_process().
 */
export const rfc1337BehindNat = parameterRule({
  id: 'rfc1337-behind-nat',
  about:
    'On a host that forwards or balances connections, clients share addresses and reuse ports soon, and tcp_rfc1337 = 1 makes their collisions with TIME_WAIT last longer.',
  section: 'collision-stuck',
  severity: 'warning',
  judge(view) {
    const because = signs.filter((sign) => (view.integer(sign) ?? 0) !== 0);
    if ((view.integer(key) ?? 0) === 0 || because.length === 0) return undefined;
    return {
      key,
      because,
      side: 'server',
      title:
        'On a host that forwards or balances connections, tcp_rfc1337 = 1 makes collisions with TIME_WAIT last longer.',
      explanation:
        'Clients that share an address reuse the same ports within 60 s; their resets are then ignored.',
      remedies: ['Set it to 0 on this host.'],
      fixes: [setFix(key, 0)],
    };
  },
});
