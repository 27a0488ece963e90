import { numberText } from '../../model/numberText.ts';
import { removeFix, parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.tcp_max_orphans';
const hash = 'net.ipv4.tcp_ehash_entries';

/** The default on a host with 2 GiB of memory, used if the hash size is not known. */
const smallHostDefault = 8192;

/**
 * The default is half the number of hash buckets; above the limit, sockets of real users are reset.
 * Source: net/ipv4/tcp.c, tcp_init(), tcp_check_oom(); Documentation/networking/ip-sysctl.rst.
 */
export const orphansBelowDefault = parameterRule({
  id: 'orphans-below-default',
  about:
    'The value of tcp_max_orphans is below its default; above the limit, the kernel resets connections that still carry data of users.',
  section: 'orphans',
  severity: 'warning',
  judge(view) {
    const limit = view.integer(key);
    const slots = view.hashSlots();
    if (limit === undefined || (slots === undefined && !view.isSetInFile(key))) return undefined;
    const fallback = slots === undefined ? smallHostDefault : slots / 2;
    if (limit >= fallback) return undefined;
    const whose = slots === undefined ? 'of a host with 2 GiB of memory' : 'of this host';
    return {
      key,
      because: [hash],
      title: `tcp_max_orphans = ${numberText(limit)} is below the default ${whose}, ${numberText(fallback)}.`,
      explanation:
        'Above the limit, the kernel resets connections that their program has closed, including ones that still carry user data.',
      remedies: ['Remove the line: the kernel documentation advises against lowering it.'],
      fixes: [removeFix(key, false)],
    };
  },
});
