import { numberText } from '../../model/numberText.ts';
import { parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.tcp_max_orphans';
const memory = 'net.ipv4.tcp_mem';
const orphanBytes = 64 * 1024;
const pageBytes = 4096;

/**
 * An orphan may use about 64 KiB of unswappable memory.
 * Source: Documentation/networking/ip-sysctl.rst, tcp_max_orphans.
 */
export const orphansOverMemory = parameterRule({
  id: 'orphans-over-memory',
  about: 'The orphans that tcp_max_orphans allows may use more memory than tcp_mem allows for all of TCP.',
  section: 'orphans',
  severity: 'information',
  judge(view) {
    const limit = view.isSetInFile(key) ? view.integer(key) : undefined;
    const pages = view.integers(memory, 3)?.[2];
    if (limit === undefined || pages === undefined || limit * orphanBytes <= pages * pageBytes)
      return undefined;
    return {
      key,
      because: [memory],
      title: `${numberText(limit)} orphans may use more memory than tcp_mem allows for all of TCP.`,
      explanation:
        'The kernel documentation allows up to 64 KiB for each orphan, so tcp_mem is reached first.',
      remedies: ['Lower tcp_max_orphans to its default, or remove it.'],
    };
  },
});
