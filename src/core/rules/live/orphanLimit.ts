import { counterGrowth, growthPeriod } from '../../model/counters.ts';
import { countText, numberText, percentText } from '../../model/numberText.ts';
import { integerParameter } from '../../model/parameters.ts';
import { fact } from '../fact.ts';
import { liveRule } from '../liveRule.ts';

const key = 'net.ipv4.tcp_max_orphans';
const nearShare = 0.5;

/**
 * The number of closed sockets with unacknowledged data approaches `tcp_max_orphans`, or the kernel resets some of
 * them because memory is low. No counter counts only orphans that were reset; `TCPAbortOnMemory` is the closest.
 * Source: net/ipv4/tcp.c, tcp_check_oom(), tcp_too_many_orphans(); `orphan` in sockstat is for the whole machine.
 */
export const orphanLimit = liveRule({
  id: 'orphan-limit',
  section: 'orphaned-sockets',
  severity: 'warning',
  requires: ['counters'],
  judgesLessWithout: [key],
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
            ? `The kernel has reset ${countText(aborted, 'connection')} ${growthPeriod(counters)} because memory was low or there were too many orphans.`
            : `Orphaned sockets have reached ${percentText(share)} of their limit: ${numberText(orphans)} of ${numberText(limit ?? 0)}.`,
        explanation:
          'An orphan was closed by its program but still has data to send. Above the limit the kernel resets such connections, and the peer may lose the end of the data.',
        evidence: [
          fact.counter('sockstat.TCP.orphan', numberText(orphans), 'Orphans on the whole machine'),
          ...(limit === undefined ? [] : [fact.parameter(key, numberText(limit), 'Limit')]),
          fact.growth('TcpExt.TCPAbortOnMemory', numberText(aborted), `Reset ${growthPeriod(counters)}`),
        ],
        remedies: [
          'Find the peers that do not acknowledge data: slow clients, or clients that are gone.',
          'Raise net.ipv4.tcp_max_orphans; an orphan can use up to 64 KB of unswappable memory.',
        ],
      },
    ];
  },
});
