import { counterGrowth } from '../../model/counters.ts';
import { countText, numberText, percentText } from '../../model/numberText.ts';
import { integerParameter } from '../../model/parameters.ts';
import { fact } from '../fact.ts';
import { liveRule } from '../liveRule.ts';

const key = 'net.ipv4.tcp_max_orphans';
const nearShare = 0.5;

/**
 * Closed sockets whose last data has not been acknowledged come near `tcp_max_orphans`, or the kernel resets some for
 * want of memory. There is no counter of orphans that were reset alone: `TCPAbortOnMemory` is the nearest.
 * Source: net/ipv4/tcp.c, tcp_check_oom(), tcp_too_many_orphans(); `orphan` in sockstat is of the whole machine.
 */
export const orphanLimit = liveRule({
  id: 'orphan-limit',
  section: 'orphaned-sockets',
  severity: 'warning',
  requires: ['counters'],
  judge({ counters, parameters }) {
    if (counters === undefined) return [];
    const orphans = counters.current.get('sockstat.TCP.orphan') ?? 0;
    const limit = parameters && integerParameter(parameters, key);
    const aborted = counterGrowth(counters, 'TcpExt.TCPAbortOnMemory') ?? 0;
    const share = limit === undefined || limit <= 0 ? 0 : orphans / limit;
    if (share < nearShare && aborted === 0) return [];
    return [
      {
        subject: { kind: 'parameter', key },
        title:
          aborted > 0
            ? `The kernel has reset ${countText(aborted, 'connection')} for want of memory or room for orphans since the last inspection.`
            : `Orphaned sockets take ${percentText(share)} of their limit: ${numberText(orphans)} of ${numberText(limit ?? 0)}.`,
        explanation:
          'An orphan is closed by its program and still has something to send. Beyond the limit the kernel resets such connections, and the peer may lose the end of the data.',
        evidence: [
          fact.counter('sockstat.TCP.orphan', numberText(orphans), 'Orphans on the whole machine'),
          ...(limit === undefined ? [] : [fact.parameter(key, numberText(limit), 'Limit')]),
          fact.growth('TcpExt.TCPAbortOnMemory', numberText(aborted), 'Reset since the last inspection'),
        ],
        remedies: [
          'Find the peers that do not acknowledge: slow or vanished clients.',
          'Raise net.ipv4.tcp_max_orphans; an orphan can take up to 64 KB of memory that is not swapped.',
        ],
      },
    ];
  },
});
