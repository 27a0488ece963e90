import { setFix, verdictRule } from '../verdictRule.ts';

const key = 'net.ipv4.tcp_rfc1337';

/**
 * With 1 a reset in TIME_WAIT is ignored. That protects against TIME_WAIT assassination, and takes away the way in which
 * a client whose new connection collides with TIME_WAIT gets through. Advice on hardening and on tuning differ.
 * Source: net/ipv4/tcp_minisocks.c, tcp_timewait_state_process(); tcp(7); RFC 9293 section 3.10.7.4.
 */
export const rfc1337KeepsCollisions = verdictRule({
  id: 'rfc1337-keeps-collisions',
  section: 'tcp-rfc1337',
  severity: 'warning',
  judge(view) {
    if ((view.integer(key) ?? 0) === 0) return undefined;
    const rearms = view.since('4.19') === false ? ' Before 4.19 each reset starts these 60 s again.' : '';
    return {
      key,
      side: 'server',
      severity: view.input.profile === 'hardening' ? 'information' : 'warning',
      title: 'tcp_rfc1337 = 1 keeps a client out for up to 60 s when its connection request meets TIME_WAIT.',
      explanation:
        'The client answers our ACK with a reset, which would end TIME_WAIT and is now ignored.' +
        `${rearms} Hardening guides set it so that a forged reset cannot end TIME_WAIT early.`,
      remedies: [
        'Set it to 0 where clients come through NAT or a balancer; keep 1 where hardening rules ask for it.',
      ],
      fixes: [setFix(key, 0)],
    };
  },
});
