import { setFix, parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.tcp_rfc1337';

/**
 * With 1, a reset in TIME_WAIT is ignored. That protects against TIME_WAIT assassination, but it also keeps out a
 * client whose new connection collides with TIME_WAIT. Hardening and tuning advice disagree.
 * Source: net/ipv4/tcp_minisocks.c, tcp_timewait_state_process(); tcp(7); RFC 9293 section 3.10.7.4.
 */
export const rfc1337KeepsCollisions = parameterRule({
  id: 'rfc1337-keeps-collisions',
  about:
    'With tcp_rfc1337 = 1, a reset does not end TIME_WAIT, so a client whose new connection collides with an old one is kept out.',
  section: 'tcp-rfc1337',
  severity: 'warning',
  judge(view) {
    if ((view.integer(key) ?? 0) === 0) return undefined;
    const rearms = view.since('4.19') === false ? ' Before 4.19 each reset restarts these 60 s.' : '';
    return {
      key,
      side: 'server',
      severity: view.input.profile === 'hardening' ? 'information' : 'warning',
      title:
        'tcp_rfc1337 = 1 keeps a client out for up to 60 s if its connection request hits a socket in TIME_WAIT.',
      explanation:
        'The client answers our ACK with a reset, which would normally end TIME_WAIT but is ignored here.' +
        `${rearms} Hardening guides set it so that a forged reset cannot end TIME_WAIT early.`,
      remedies: [
        'Set it to 0 if clients connect through NAT or a load balancer; keep 1 if hardening rules require it.',
      ],
      fixes: [setFix(key, 0)],
    };
  },
});
