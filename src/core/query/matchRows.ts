import type { AddressId } from '../model/addressTable.ts';
import type { SocketOwners } from '../model/processes.ts';
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
  const matches = new Uint8Array(table.length).fill(1);
  for (const group of alternatives(terms)) {
    const holds = anyOf(group.map((term) => test(table, term, context)));
    for (let row = 0; row < matches.length; row++) if (matches[row] === 1 && !holds(row)) matches[row] = 0;
  }
  for (const term of terms) {
    if (!term.isNegated) continue;
    const holds = test(table, term, context);
    for (let row = 0; row < matches.length; row++) if (matches[row] === 1 && holds(row)) matches[row] = 0;
  }
  return matches;
}

type RowTest = (row: number) => boolean;

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

/** A function that is called for a million rows must not create closures. */
function anyOf([first = () => false, ...others]: readonly RowTest[]): RowTest {
  if (others.length === 0) return first;
  return (row) => {
    if (first(row)) return true;
    for (const holds of others) if (holds(row)) return true;
    return false;
  };
}

function test(table: SocketTable, { condition }: FilterTerm, context: MatchContext): RowTest {
  switch (condition.kind) {
    case 'protocol': {
      const isIt = condition.transport === transportOf(table);
      return () => isIt;
    }
    case 'state':
      return (row) => table.state[row] === condition.state;
    case 'address':
      return addressTest(table, condition);
    case 'port':
      return portTest(table, condition);
    case 'age':
      return ageTest(table, condition.seconds, context.timeWaitLengthMs);
    case 'uid':
      return (row) => isIn(condition.uids, table.uid[row] ?? 0);
    case 'process':
      return processTest(table, condition.text, context.owners);
  }
}

/** Each interned address is checked once, no matter how many sockets have it. */
function addressTest(table: SocketTable, { end, subnet }: Extract<Condition, { kind: 'address' }>): RowTest {
  const isIn = new Uint8Array(table.addresses.size);
  for (let id: AddressId = 0; id < isIn.length; id++)
    isIn[id] = Number(isInSubnet(subnet, table.addresses, id));
  const local: RowTest = (row) => isIn[table.localAddress[row] ?? 0] === 1;
  const remote: RowTest = (row) => isIn[table.remoteAddress[row] ?? 0] === 1;
  return atEnd(end, local, remote);
}

function portTest(table: SocketTable, { end, ports }: Extract<Condition, { kind: 'port' }>): RowTest {
  const local: RowTest = (row) => isIn(ports, table.localPort[row] ?? 0);
  const remote: RowTest = (row) => isIn(ports, table.remotePort[row] ?? 0);
  return atEnd(end, local, remote);
}

function atEnd(end: 'local' | 'remote' | 'either', local: RowTest, remote: RowTest): RowTest {
  switch (end) {
    case 'local':
      return local;
    case 'remote':
      return remote;
    case 'either':
      return (row) => local(row) || remote(row);
  }
}

function ageTest(table: SocketTable, seconds: Interval, lengthMs: number): RowTest {
  return (row) =>
    table.state[row] === TcpState.TIME_WAIT &&
    table.timer[row] === TimerKind.timewait &&
    isIn(seconds, Math.max(0, lengthMs - (table.timerMs[row] ?? 0)) / 1000);
}

function processTest(table: SocketTable, text: string, owners: SocketOwners | undefined): RowTest {
  const inodes = new Set<number>();
  for (const [inode, processes] of owners ?? []) {
    const named = processes.some(
      ({ name, pid }) => name.toLowerCase().includes(text) || String(pid) === text,
    );
    if (named) inodes.add(inode);
  }
  return (row) => inodes.has(table.inode[row] ?? 0);
}

function isIn({ low, high }: Interval, value: number): boolean {
  return value >= low && value <= high;
}
