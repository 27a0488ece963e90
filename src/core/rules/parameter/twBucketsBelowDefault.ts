import { numberText } from '../../model/numberText.ts';
import { portsWithin } from '../parameterView.ts';
import { removeFix, parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.tcp_max_tw_buckets';
const hash = 'net.ipv4.tcp_ehash_entries';

/**
 * The kernel's default is half the number of hash buckets; its documentation says not to lower it. If the value is
 * even below the number of ports in the range, `tw-buckets-below-ports` reports the worse problem.
 * Source: net/ipv4/tcp_ipv4.c, tcp_set_hashinfo(); Documentation/networking/ip-sysctl.rst.
 */
export const twBucketsBelowDefault = parameterRule({
  id: 'tw-buckets-below-default',
  about:
    'The value of tcp_max_tw_buckets is below the default of the kernel, whose documentation advises against lowering it.',
  section: 'tcp-max-tw-buckets',
  severity: 'warning',
  judge(view) {
    const limit = view.integer(key);
    const slots = view.hashSlots();
    const ports = view.portRange();
    if (limit === undefined || limit <= 0 || slots === undefined || limit >= slots / 2) return undefined;
    const usable = ports.high - ports.low + 1 - portsWithin(ports, view.reservedPorts());
    if (limit < usable) return undefined;
    return {
      key,
      because: [hash],
      title: `tcp_max_tw_buckets = ${numberText(limit)} is below the default on this host, ${numberText(slots / 2)}.`,
      explanation:
        'Above the limit, connections skip TIME_WAIT without a log message; only the counter TCPTimeWaitOverflow shows it.',
      remedies: ['Remove the line, or use at least 60 × the number of connections closed per second.'],
      fixes: [removeFix(key, false)],
    };
  },
});
