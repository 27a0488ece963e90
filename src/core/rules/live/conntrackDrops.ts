import { counterGrowth, growthPeriod, type CounterReadings } from '../../model/counters.ts';
import type { Evidence } from '../../model/finding.ts';
import { countText, numberText } from '../../model/numberText.ts';
import { integerParameter, type Parameters } from '../../model/parameters.ts';
import type { NatPorts } from '../../model/natPorts.ts';
import { fact } from '../fact.ts';
import { liveRule, type LiveFinding } from '../liveRule.ts';
import { natEvidence, natRemedies } from './natPorts.ts';

const fullShare = 0.95;
const failed = 'nf_conntrack.insert_failed';
const dropped = 'nf_conntrack.drop';
const early = 'nf_conntrack.early_drop';

/**
 * Connection tracking has dropped packets: because its table was full (`drop`), or because a NAT found no free port for a
 * connection (`insert_failed` while the table has room).
 * Source: net/netfilter/nf_conntrack_core.c, __nf_conntrack_alloc(), __nf_conntrack_confirm();
 * net/netfilter/nf_nat_core.c, get_unique_tuple(). Tested on 6.18 with a masquerade into ten ports.
 */
export const conntrackDrops = liveRule({
  id: 'conntrack-drops',
  section: 'conntrack-drops',
  severity: 'warning',
  requires: ['counters'],
  judge({ counters, parameters, nat }) {
    if (counters === undefined) return [];
    return [...natPorts(counters, parameters, nat), ...tableDrops(counters, parameters)];
  },
});

function natPorts(
  counters: CounterReadings,
  parameters: Parameters | undefined,
  nat: readonly NatPorts[] = [],
): readonly LiveFinding[] {
  const total = counters.current.get(failed) ?? 0;
  if (total === 0 || isFull(counters, parameters)) return [];
  const growth = counterGrowth(counters, failed) ?? 0;
  return [
    {
      severity: growth > 0 ? 'error' : 'warning',
      subject: { kind: 'host' },
      title:
        growth > 0
          ? `The NAT of this host has found no free port for ${countText(growth, 'packet')} ${growthPeriod(counters)}.`
          : `The NAT of this host has found no free port for ${countText(total, 'packet')} since the network namespace was created.`,
      explanation:
        'Connection tracking could not add these connections although its table has room: every port that the NAT can use towards their destination is taken. Their SYNs are dropped without an answer, so clients get ETIMEDOUT. A rare race between two packets counts here as well.',
      evidence: [...natEvidence(nat), ...evidence(counters, parameters)],
      remedies: natRemedies,
    },
  ];
}

function tableDrops(counters: CounterReadings, parameters: Parameters | undefined): readonly LiveFinding[] {
  // A packet for which the NAT finds no port is dropped, too, and counts as both.
  const growth = (counterGrowth(counters, dropped) ?? 0) - (counterGrowth(counters, failed) ?? 0);
  // While it is full, the rule about the table says so.
  if (growth <= 0 || isFull(counters, parameters)) return [];
  return [
    {
      severity: 'error',
      subject: { kind: 'host' },
      title: `Connection tracking has dropped ${countText(growth, 'packet')} ${growthPeriod(counters)}, because its table was full.`,
      explanation:
        'The table has room at this moment, and fills up in bursts. The packets of new connections are dropped without an answer.',
      evidence: evidence(counters, parameters),
      remedies: [
        'Raise net.netfilter.nf_conntrack_max, on the host and not in a container.',
        'Do not track what needs no tracking: a NOTRACK rule for the busiest port.',
      ],
    },
  ];
}

function isFull(counters: CounterReadings, parameters: Parameters | undefined): boolean {
  const limit = parameters && integerParameter(parameters, 'net.netfilter.nf_conntrack_max');
  const entries = counters.current.get('nf_conntrack.entries') ?? 0;
  return limit !== undefined && limit > 0 && entries / limit >= fullShare;
}

function evidence(counters: CounterReadings, parameters: Parameters | undefined): readonly Evidence[] {
  const limit = parameters && integerParameter(parameters, 'net.netfilter.nf_conntrack_max');
  return [
    ...[failed, dropped, early].flatMap((name) => {
      const total = counters.current.get(name);
      if (total === undefined) return [];
      const growth = counterGrowth(counters, name);
      const since = growth === undefined ? '' : `, ${numberText(growth)} ${growthPeriod(counters)}`;
      return [fact.counter(name, `${numberText(total)} in all${since}`)];
    }),
    fact.counter('nf_conntrack.entries', numberText(counters.current.get('nf_conntrack.entries') ?? 0)),
    ...(limit === undefined
      ? []
      : [fact.parameter('net.netfilter.nf_conntrack_max', numberText(limit), 'Limit')]),
  ];
}
