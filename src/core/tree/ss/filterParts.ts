import { tcpStates } from '../../model/tcpState.ts';
import { alternatives } from '../../query/matchRows.ts';
import type { Condition, FilterTerm, Interval, SocketFilter } from '../../query/socketFilter.ts';
import { subnetText } from '../../query/subnetText.ts';
import type { SsPart } from './ssPart.ts';

/** The part of a filter that `ss` can express, and the kinds of conditions that it cannot. */
export function filterParts({ terms }: SocketFilter): {
  readonly parts: readonly SsPart[];
  readonly leftOut: readonly Condition['kind'][];
} {
  const groups = [
    ...alternatives(terms),
    ...terms.filter(({ isNegated }) => isNegated).map((term) => [term]),
  ];
  const parts: SsPart[] = [];
  const leftOut = new Set<Condition['kind']>();
  for (const group of groups) {
    // Whose sockets `ss` lists is an option of its own.
    if (group.every(({ condition }) => condition.kind === 'protocol')) continue;
    const part = partOf(group);
    if (part === undefined) for (const { condition } of group) leftOut.add(condition.kind);
    else parts.push(part);
  }
  return { parts, leftOut: [...leftOut] };
}

/** Combines alternative terms; a negated term stands alone. */
function partOf(terms: readonly FilterTerm[]): SsPart | undefined {
  const conditions = terms.map(({ condition }) => condition);
  const isNegated = terms.some((term) => term.isNegated);
  const states = conditions.flatMap((condition) => (condition.kind === 'state' ? [condition.state] : []));
  if (states.length > 0)
    return { kind: 'states', states: tcpStates.filter((state) => states.includes(state) !== isNegated) };
  const texts = conditions.map(expressionOf);
  if (!texts.every((text) => text !== undefined)) return undefined;
  const text = texts.length === 1 ? (texts[0] ?? '') : `( ${texts.join(' or ')} )`;
  return { kind: 'expression', text: isNegated ? `not ( ${text} )` : text };
}

function expressionOf(condition: Condition): string | undefined {
  switch (condition.kind) {
    case 'address': {
      const subnet = subnetText(condition.subnet);
      return atEnd(condition.end, `src ${subnet}`, `dst ${subnet}`);
    }
    case 'port':
      return atEnd(condition.end, ports('sport', condition.ports), ports('dport', condition.ports));
    case 'protocol':
    case 'state':
    case 'age':
    case 'uid':
    case 'process':
      return undefined;
  }
}

function atEnd(end: 'local' | 'remote' | 'either', local: string, remote: string): string {
  return { local, remote, either: `( ${local} or ${remote} )` }[end];
}

function ports(word: 'sport' | 'dport', { low, high }: Interval): string {
  const [first, last] = [Math.ceil(low), Math.floor(high)];
  if (first === last) return `${word} = :${String(first)}`;
  const from = `${word} >= :${String(first)}`;
  return last === Infinity ? from : `( ${from} and ${word} <= :${String(last)} )`;
}
