import { setFix, parameterRule } from '../parameterRule.ts';

const key = 'net.netfilter.nf_conntrack_tcp_timeout_time_wait';

/**
 * If NAT drops a closed connection before the server does, it may give the same addresses and ports to another
 * client, whose connection request then hits the socket in TIME_WAIT.
 * Source: net/netfilter/nf_conntrack_proto_tcp.c; TCP_TIMEWAIT_LEN in include/net/tcp.h.
 */
export const conntrackTimeWaitShort = parameterRule({
  id: 'conntrack-time-wait-short',
  about:
    'Conntrack forgets a closed connection before TIME_WAIT ends, so a NAT may give its port to another client, whose request then hits the socket in TIME_WAIT.',
  section: 'conntrack-time-wait',
  severity: 'warning',
  judge(view) {
    const seconds = view.integer(key);
    if (seconds === undefined || seconds >= 60) return undefined;
    return {
      key,
      title: `conntrack drops closed connections after ${seconds} s, but servers keep TIME_WAIT for 60 s.`,
      explanation:
        'NAT may then give the same port to another client, whose connection request hits the TIME_WAIT of the first.',
      remedies: ['Use 60 or more; the default is 120. If the table is full, raise nf_conntrack_max.'],
      fixes: [setFix(key, 120)],
    };
  },
});
