import { parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.tcp_keepalive_time';
const established = 'net.netfilter.nf_conntrack_tcp_timeout_established';

/**
 * conntrack on the same host must keep an idle connection until the first keepalive probe.
 * Source: Documentation/networking/nf_conntrack-sysctl.rst; tcp(7), tcp_keepalive_time.
 */
export const keepaliveAfterConntrack = parameterRule({
  id: 'keepalive-after-conntrack',
  about:
    'The first keepalive probe is sent after conntrack has dropped the idle connection, so it comes too late.',
  section: 'tcp-keepalive',
  severity: 'warning',
  judge(view) {
    const first = view.integer(key);
    const timeout = view.known(established);
    if (first === undefined || timeout === undefined || timeout <= 0 || first < timeout) return undefined;
    return {
      key,
      because: [established],
      title: `The first keepalive probe is sent after ${first} s, but conntrack drops the connection after ${timeout} s.`,
      explanation: 'Keepalive probes arrive too late to keep an idle connection alive.',
      remedies: [`Set tcp_keepalive_time below ${timeout}, or the timeout above ${first}.`],
    };
  },
});
