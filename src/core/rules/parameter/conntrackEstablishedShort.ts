import { parameterRule } from '../parameterRule.ts';

const key = 'net.netfilter.nf_conntrack_tcp_timeout_established';
const keepalive = 'net.ipv4.tcp_keepalive_time';
const defaultKeepalive = 7200;

/**
 * A connection that conntrack has dropped survives only if `nf_conntrack_tcp_loose` lets it be picked up again.
 * Source: Documentation/networking/nf_conntrack-sysctl.rst, nf_conntrack_tcp_loose.
 */
export const conntrackEstablishedShort = parameterRule({
  id: 'conntrack-established-short',
  about: 'Conntrack drops an idle connection before the first keepalive probe.',
  section: 'nf-conntrack-timeouts',
  severity: 'information',
  judge(view) {
    const seconds = view.integer(key);
    if (seconds === undefined || view.value(keepalive) !== undefined || seconds > defaultKeepalive)
      return undefined;
    return {
      key,
      title: `conntrack drops connections that are idle for ${seconds} s, before the first keepalive probe (7200 s).`,
      explanation:
        'A dropped connection is picked up again only if nf_conntrack_tcp_loose is 1 and the connection needs no NAT.',
      remedies: [
        'Set it above the longest idle time of your programs, or set net.ipv4.tcp_keepalive_time below it.',
      ],
    };
  },
});
