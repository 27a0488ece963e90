import { verdictRule } from '../verdictRule.ts';

const key = 'net.netfilter.nf_conntrack_tcp_timeout_established';
const keepalive = 'net.ipv4.tcp_keepalive_time';
const defaultKeepalive = 7200;

/**
 * An idle connection that is forgotten lives on only where `nf_conntrack_tcp_loose` lets it be picked up.
 * Source: Documentation/networking/nf_conntrack-sysctl.rst, nf_conntrack_tcp_loose.
 */
export const conntrackEstablishedShort = verdictRule({
  id: 'conntrack-established-short',
  section: 'nf-conntrack-timeouts',
  severity: 'information',
  judge(view) {
    const seconds = view.integer(key);
    if (seconds === undefined || view.value(keepalive) !== undefined || seconds > defaultKeepalive)
      return undefined;
    return {
      key,
      title: `conntrack forgets connections that are idle for ${seconds} s, before the first keepalive probe (7200 s).`,
      explanation:
        'A forgotten connection is picked up again only while nf_conntrack_tcp_loose is 1 and no NAT is needed.',
      remedies: [
        'Keep it above the idle time of the programs, or lower net.ipv4.tcp_keepalive_time below it.',
      ],
    };
  },
});
