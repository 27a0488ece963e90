import { stateNamed } from '../model/ssVocabulary.ts';
import { TcpState } from '../model/tcpState.ts';
import { transports, type Transport } from '../model/transport.ts';
import { parseSubnet, type Subnet } from './subnet.ts';

/** An inclusive range of numbers; an open end is infinite. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** One condition on a socket. */
export type Condition =
  | { readonly kind: 'protocol'; readonly transport: Transport }
  | { readonly kind: 'state'; readonly state: TcpState }
  | { readonly kind: 'address'; readonly end: 'local' | 'remote' | 'either'; readonly subnet: Subnet }
  | { readonly kind: 'port'; readonly end: 'local' | 'remote' | 'either'; readonly ports: Interval }
  /** Seconds since a TIME_WAIT socket was closed. */
  | { readonly kind: 'age'; readonly seconds: Interval }
  | { readonly kind: 'uid'; readonly uids: Interval }
  /** Part of a process's name, or its number. */
  | { readonly kind: 'process'; readonly text: string };

/** A condition or its negation. */
export interface FilterTerm {
  /** The keyword before the colon; terms with the same keyword are alternatives. */
  readonly key: string;
  readonly isNegated: boolean;
  readonly condition: Condition;
}

export interface SocketFilter {
  readonly terms: readonly FilterTerm[];
}

export interface FilterProblem {
  /** The term that cannot be parsed. */
  readonly word: string;
  readonly message: string;
}

type KeyReader = (value: string) => Condition | string;

const keys: Readonly<Record<string, KeyReader>> = {
  proto: (value) => readProtocol(value) ?? `“${value}” is not a protocol. Use ${transports.join(' or ')}.`,
  state: (value) => readState(value) ?? `Unknown state “${value}”.`,
  local: (value) => address('local', value),
  peer: (value) => address('remote', value),
  address: (value) => address('either', value),
  lport: (value) => port('local', value),
  pport: (value) => port('remote', value),
  port: (value) => port('either', value),
  age: (value) => withRange(value, (seconds) => ({ kind: 'age', seconds })),
  uid: (value) => withRange(value, (uids) => ({ kind: 'uid', uids })),
  process: (value) => ({ kind: 'process', text: value.toLowerCase() }),
};

/** The keywords that may precede a colon, for help and suggestions. */
export const filterKeys: readonly string[] = Object.keys(keys);

/**
 * Reads a filter such as `state:time-wait peer:10.0.0.0/8 lport:8080 process:nginx age:<10`. Terms with different
 * keywords must all match; of terms with the same keyword, one must match. A minus negates a term. A term without a
 * keyword is an address, a port or part of a process name. Never throws: a term that cannot be parsed is a problem,
 * and the other terms still apply.
 */
export function parseSocketFilter(text: string): {
  readonly filter: SocketFilter;
  readonly problems: readonly FilterProblem[];
} {
  const terms: FilterTerm[] = [];
  const problems: FilterProblem[] = [];
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const isNegated = word.length > 1 && word.startsWith('-');
    const bare = isNegated ? word.slice(1) : word;
    const [key, condition] = readTerm(bare);
    if (typeof condition === 'string') problems.push({ word, message: condition });
    else terms.push({ key, isNegated, condition });
  }
  return { filter: { terms }, problems };
}

function readTerm(word: string): readonly [string, Condition | string] {
  const match = /^([a-z]+):(.*)$/i.exec(word);
  const key = match?.[1]?.toLowerCase() ?? '';
  const read = Object.hasOwn(keys, key) ? keys[key] : undefined;
  if (match === null || read === undefined) {
    const looksLikeKey = match !== null && !word.includes('::') && parseSubnet(word) === undefined;
    const message = `Unknown keyword “${key}:”. Use one of ${filterKeys.join(', ')}.`;
    return ['', looksLikeKey ? message : freeWord(word)];
  }
  const value = match[2] ?? '';
  return [key, value === '' ? `“${key}:” needs a value.` : read(value)];
}

function freeWord(word: string): Condition {
  const subnet = parseSubnet(word);
  if (subnet !== undefined) return { kind: 'address', end: 'either', subnet };
  const ports = /^\d{1,5}$/.test(word) ? parseRange(word) : undefined;
  return ports === undefined
    ? { kind: 'process', text: word.toLowerCase() }
    : { kind: 'port', end: 'either', ports };
}

function readProtocol(value: string): Condition | undefined {
  const transport = transports.find((known) => known === value.toLowerCase());
  return transport && { kind: 'protocol', transport };
}

/** Also as `ss` has it: `estab`, `listening`, `fin-wait-1`. */
function readState(value: string): Condition | undefined {
  const name = stateNamed(value);
  return name === undefined ? undefined : { kind: 'state', state: TcpState[name] };
}

function address(end: 'local' | 'remote' | 'either', value: string): Condition | string {
  const subnet = parseSubnet(value);
  return subnet === undefined
    ? `“${value}” is not an address or a network such as 10.0.0.0/8.`
    : { kind: 'address', end, subnet };
}

function port(end: 'local' | 'remote' | 'either', value: string): Condition | string {
  return withRange(value, (ports) => ({ kind: 'port', end, ports }));
}

function withRange(value: string, make: (range: Interval) => Condition): Condition | string {
  const range = parseRange(value);
  return range === undefined
    ? `“${value}” is not a number, a range such as 10-20 or a limit such as <10.`
    : make(range);
}

/** `8080`, `8000-8100`, `<10`, `<=10`, `>30`, `>=30`. */
function parseRange(value: string): Interval | undefined {
  const match = /^(?:(<|<=|>|>=)(\d{1,10}(?:\.\d{1,3})?)|(\d{1,10}(?:\.\d{1,3})?)(?:-(\d{1,10}))?)$/.exec(
    value,
  );
  if (match === null) return undefined;
  const [, sign, limit, low, high] = match;
  if (sign === undefined) return { low: Number(low), high: Number(high ?? low) };
  const bound = Number(limit);
  // Values have at most three decimals (milliseconds), so subtracting 0.001 turns `<` into `<=`.
  const open = 0.001;
  switch (sign) {
    case '<':
      return { low: 0, high: bound - open };
    case '<=':
      return { low: 0, high: bound };
    case '>':
      return { low: bound + open, high: Infinity };
    default:
      return { low: bound, high: Infinity };
  }
}
