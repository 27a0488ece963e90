import type { AddressId } from '../model/addressTable.ts';
import type { SocketOwners } from '../model/processes.ts';
import { SeededSet } from '../model/seededMap.ts';
import { TimerKind, transportOf, type SocketTable } from '../model/socketTable.ts';
import { TcpState } from '../model/tcpState.ts';
import type { Condition, FilterTerm, Interval, SocketFilter } from './socketFilter.ts';
import { isInSubnet } from './subnet.ts';

export interface MatchContext {
  readonly timeWaitLengthMs: number;
  /** Required if the filter asks for processes; without it, such a condition matches no socket. */
  readonly owners?: SocketOwners;
}

/** Whether the filter needs the owners of all sockets, which are expensive to find. */
export function asksForProcesses({ terms }: SocketFilter): boolean {
  return terms.some(({ condition }) => condition.kind === 'process');
}

/** 1 for each row that matches the filter. Works column by column, without an object per socket. */
export function matchRows(table: SocketTable, { terms }: SocketFilter, context: MatchContext): Uint8Array {
  const groups = [...alternatives(terms)];
  const [first = [], ...others] = groups;
  const matches = groups.length === 0 ? new Uint8Array(table.length).fill(1) : anyOf(table, first, context);
  for (const group of others) {
    const holds = anyOf(table, group, context);
    for (let row = 0; row < matches.length; row++) if (holds[row] === 0) matches[row] = 0;
  }
  const negated = terms.filter(({ isNegated }) => isNegated);
  if (negated.length > 0) {
    const holds = anyOf(table, negated, context);
    for (let row = 0; row < matches.length; row++) if (holds[row] === 1) matches[row] = 0;
  }
  return matches;
}

/** Terms with the same keyword are alternatives; so are terms without a keyword if they are of the same kind. */
export function alternatives(terms: readonly FilterTerm[]): Iterable<readonly FilterTerm[]> {
  const groups = new Map<string, FilterTerm[]>();
  for (const term of terms) {
    if (term.isNegated) continue;
    const word = term.key === '' ? term.condition.kind : term.key;
    const group = groups.get(word);
    if (group === undefined) groups.set(word, [term]);
    else group.push(term);
  }
  return groups.values();
}

/** 1 for each row for which one of the terms holds. */
function anyOf(table: SocketTable, terms: readonly FilterTerm[], context: MatchContext): Uint8Array {
  const holds = new Uint8Array(table.length);
  for (const term of terms) mark(table, term, context, holds);
  return holds;
}

/** Each kind has a loop of its own over its columns: a function for each of a million rows costs several times as much. */
function mark(table: SocketTable, { condition }: FilterTerm, context: MatchContext, into: Uint8Array): void {
  switch (condition.kind) {
    case 'protocol':
      if (condition.transport === transportOf(table)) into.fill(1);
      return;
    case 'state': {
      markRange(table.state, { low: condition.state, high: condition.state }, into);
      return;
    }
    case 'address': {
      markAddress(table, condition, into);
      return;
    }
    case 'port':
      if (condition.end !== 'remote') markRange(table.localPort, condition.ports, into);
      if (condition.end !== 'local') markRange(table.remotePort, condition.ports, into);
      return;
    case 'age': {
      markAge(table, condition.seconds, context.timeWaitLengthMs, into);
      return;
    }
    case 'uid': {
      markRange(table.uid, condition.uids, into);
      return;
    }
    case 'process': {
      markProcess(table, condition.text, context.owners, into);
      return;
    }
  }
}

type Column = Uint8Array | Uint16Array | Uint32Array;

function markRange(column: Column, { low, high }: Interval, into: Uint8Array): void {
  for (let row = 0; row < into.length; row++) {
    const value = column[row] ?? 0;
    if (value >= low && value <= high) into[row] = 1;
  }
}

/** Each interned address is checked once, no matter how many sockets have it. */
function markAddress(
  table: SocketTable,
  { end, subnet }: Extract<Condition, { kind: 'address' }>,
  into: Uint8Array,
): void {
  const isIn = new Uint8Array(table.addresses.size);
  for (let id: AddressId = 0; id < isIn.length; id++)
    isIn[id] = Number(isInSubnet(subnet, table.addresses, id));
  if (end !== 'remote') markChosen(table.localAddress, isIn, into);
  if (end !== 'local') markChosen(table.remoteAddress, isIn, into);
}

function markChosen(ids: Column, isChosen: Uint8Array, into: Uint8Array): void {
  for (let row = 0; row < into.length; row++) if (isChosen[ids[row] ?? 0] === 1) into[row] = 1;
}

function markAge(
  { state, timer, timerMs }: SocketTable,
  { low, high }: Interval,
  lengthMs: number,
  into: Uint8Array,
): void {
  for (let row = 0; row < into.length; row++) {
    if (state[row] !== TcpState.TIME_WAIT || timer[row] !== TimerKind.timewait) continue;
    const seconds = Math.max(0, lengthMs - (timerMs[row] ?? 0)) / 1000;
    if (seconds >= low && seconds <= high) into[row] = 1;
  }
}

function markProcess(
  { inode }: SocketTable,
  text: string,
  owners: SocketOwners | undefined,
  into: Uint8Array,
): void {
  const inodes = new SeededSet();
  for (const [held, processes] of owners ?? []) {
    const named = processes.some(
      ({ name, pid }) => name.toLowerCase().includes(text) || String(pid) === text,
    );
    if (named) inodes.add(held);
  }
  for (let row = 0; row < into.length; row++) if (inodes.has(inode[row] ?? 0)) into[row] = 1;
}
