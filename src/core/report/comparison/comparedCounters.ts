import { comparedCounters as known } from '../../knowledge/counters.ts';
import type { Report } from '../report.ts';
import type { ComparedCounter, ComparedPart, Relation } from './comparison.ts';

/** How much the counters of one host grew. A difference between hosts, or across a restart, would be meaningless. */
export function comparedCounters(
  left: Report,
  right: Report,
  relation: Relation,
): ComparedPart<ComparedCounter> {
  if (relation !== 'same') return notCompared(reasons[relation]);
  const { counters: older } = left;
  const { counters: newer } = right;
  if (older === undefined || newer === undefined)
    return notCompared('The counters could not be read both times.');
  const grown = known.flatMap(({ name, meaning }) => {
    const [before, now] = [older[name], newer[name]];
    return before === undefined || now === undefined ? [] : [{ name, meaning, growth: now - before }];
  });
  if (grown.some(({ growth }) => growth < 0))
    return notCompared('The counters were reset in between: the network namespace was recreated.');
  const seconds = (Date.parse(right.takenAt) - Date.parse(left.takenAt)) / 1000;
  const rows = grown
    .filter(({ growth }) => growth > 0)
    .map((row) => ({ ...row, ...(seconds > 0 && { perSecond: row.growth / seconds }) }));
  return { kind: 'compared', rows };
}

const reasons = {
  'same-name':
    'Both have the same host name, but not the same boot id: the host was restarted in between, or these are two hosts.',
  others: 'Counters are only compared between two times of the same host.',
} as const;

function notCompared(why: string): ComparedPart<ComparedCounter> {
  return { kind: 'not-compared', why };
}
