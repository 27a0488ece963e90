import { numberText } from '../../model/numberText.ts';
import { portsWithin } from '../parameterView.ts';
import { removeFix, verdictRule } from '../verdictRule.ts';

const key = 'net.ipv4.tcp_max_tw_buckets';
const hash = 'net.ipv4.tcp_ehash_entries';

/**
 * The kernel's default is half the slots of the hash; its documentation forbids to lower it. Where it is even below the
 * ports of the range, `tw-buckets-below-ports` says the worse of the two.
 * Source: net/ipv4/tcp_ipv4.c, tcp_set_hashinfo(); Documentation/networking/ip-sysctl.rst.
 */
export const twBucketsBelowDefault = verdictRule({
  id: 'tw-buckets-below-default',
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
      title: `tcp_max_tw_buckets = ${numberText(limit)} is below the default of this host, ${numberText(slots / 2)}.`,
      explanation:
        'Beyond the limit connections skip TIME_WAIT without a log line; only TCPTimeWaitOverflow counts them.',
      remedies: ['Remove the line, or use at least the closes per second × 60.'],
      fixes: [removeFix(key, false)],
    };
  },
});
