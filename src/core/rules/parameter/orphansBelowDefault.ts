import { numberText } from '../../model/numberText.ts';
import { removeFix, verdictRule } from '../verdictRule.ts';

const key = 'net.ipv4.tcp_max_orphans';
const hash = 'net.ipv4.tcp_ehash_entries';

/** The default of a host with 2 GiB of memory, where the hash is not known. */
const smallHostDefault = 8192;

/**
 * Half the slots of the hash is the default; above the limit sockets of real users are reset.
 * Source: net/ipv4/tcp.c, tcp_init(), tcp_check_oom(); Documentation/networking/ip-sysctl.rst.
 */
export const orphansBelowDefault = verdictRule({
  id: 'orphans-below-default',
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
        'Connections that their program has closed are reset beyond it, with data of real users in them.',
      remedies: ['Remove the line: the kernel documentation asks not to lower it.'],
      fixes: [removeFix(key, false)],
    };
  },
});
