import { tcpStateName } from '../model/tcpState.ts';
import { alternatives } from './matchRows.ts';
import type { Condition, FilterTerm, Interval, SocketFilter } from './socketFilter.ts';
import { subnetText } from './subnetText.ts';

/**
 * What a filter matches, for a user who is about to act on it: `state TIME_WAIT or CLOSE_WAIT, and remote port 443, and
 * not local address in 10.0.0.0/8`. Empty for a filter that lets everything through.
 */
export function filterInWords({ terms }: SocketFilter): string {
  const all = [...alternatives(terms)].map(anyText);
  const none = terms.filter(({ isNegated }) => isNegated).map((term) => `not ${anyText([term])}`);
  return [...all, ...none].join(', and ');
}

/** Alternatives begin alike: what they are about is said once. */
function anyText(terms: readonly FilterTerm[]): string {
  const values = new Map<string, string[]>();
  for (const { condition } of terms) {
    const [what, value] = conditionText(condition);
    const known = values.get(what);
    if (known === undefined) values.set(what, [value]);
    else known.push(value);
  }
  return [...values].map(([what, each]) => `${what} ${each.join(' or ')}`).join(' or ');
}

function conditionText(condition: Condition): readonly [what: string, value: string] {
  switch (condition.kind) {
    case 'protocol':
      return ['protocol', condition.transport.toUpperCase()];
    case 'state':
      return ['state', tcpStateName(condition.state)];
    case 'address': {
      const text = subnetText(condition.subnet);
      return [`${ends[condition.end]} address`, text.includes('/') ? `in ${text}` : text];
    }
    case 'port':
      return [`${ends[condition.end]} port`, rangeText(condition.ports)];
    case 'age':
      return ['TIME_WAIT for', `${rangeText(condition.seconds)} s`];
    case 'uid':
      return ['user id', rangeText(condition.uids)];
    case 'process':
      return ['process', `“${condition.text}”`];
  }
}

const ends = { local: 'local', remote: 'remote', either: 'local or remote' } as const;

function rangeText({ low, high }: Interval): string {
  if (low === high) return String(low);
  if (high === Infinity)
    return thousandths(low) === 1 ? `more than ${String(Math.floor(low))}` : `at least ${String(low)}`;
  if (low > 0) return `${String(low)} to ${String(high)}`;
  return thousandths(high) === 999 ? `less than ${String(Math.ceil(high))}` : `at most ${String(high)}`;
}

/** A limit that is itself excluded is one thousandth further in. */
function thousandths(value: number): number {
  return Math.round(value * 1000) % 1000;
}
