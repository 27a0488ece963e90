import { formatEndpoint } from '../../model/endpoint.ts';
import type { Evidence, Subject } from '../../model/finding.ts';
import { livingRows } from '../../model/livingRows.ts';
import { countText, numberText } from '../../model/numberText.ts';
import type { ProcessInfo } from '../../model/processes.ts';
import { SeededMap, SeededSet } from '../../model/seededMap.ts';
import type { SocketTable } from '../../model/socketTable.ts';
import type { TcpState } from '../../model/tcpState.ts';
import { fact } from '../fact.ts';
import type { SocketEvidence } from '../rule.ts';

/** Sockets that pile up, and who holds them. */
export interface Pile {
  readonly subject: Subject;
  /** The holder, as the beginning of a sentence. */
  readonly who: string;
  /** One program or several, of which none can be named. */
  readonly areMany?: boolean;
  readonly rows: readonly number[];
}

const mostNamed = 3;
/** The owners of this many sockets show who holds all of them. */
const mostAsked = 2000;

/** @param state any but TIME_WAIT, whose sockets wait for nobody. */
export function rowsInState(table: SocketTable, state: TcpState): readonly number[] {
  const rows: number[] = [];
  for (const row of livingRows(table)) if (table.state[row] === state) rows.push(row);
  return rows;
}

/** Inodes of these rows, or of an even sample of them. */
export function inodesOf(table: SocketTable, rows: readonly number[]): readonly number[] {
  const step = Math.ceil(rows.length / mostAsked);
  return rows.flatMap((row, at) => (at % step === 0 ? [table.inode[row] ?? 0] : []));
}

/**
 * Grouped by program if known: the processes of a pre-forked server count as one program, and its connections are
 * also grouped by listener. Otherwise grouped by listener or destination. Largest first.
 */
export function pilesOf(sockets: SocketEvidence, rows: readonly number[]): readonly Pile[] {
  const piles = new Map<string, { readonly rows: number[]; readonly processes: SeededMap<ProcessInfo> }>();
  for (const row of rows) {
    const processes = processesOf(sockets, row);
    const key = keyOf(sockets, row, processes);
    let pile = piles.get(key);
    if (pile === undefined) piles.set(key, (pile = { rows: [], processes: new SeededMap() }));
    pile.rows.push(row);
    for (const process of processes) pile.processes.set(process.pid, process);
  }
  return [...piles.values()]
    .map((pile) => ({ ...identityOf(sockets, pile), rows: pile.rows }))
    .sort((a, b) => b.rows.length - a.rows.length);
}

/**
 * The piles that are large enough, then what is large enough once small piles are put together: those of a program over all its
 * listeners, and those of programs that cannot be named.
 */
export function largePiles(
  sockets: SocketEvidence,
  rows: readonly number[],
  isLarge: (rows: readonly number[]) => boolean,
): readonly Pile[] {
  const piles = pilesOf(sockets, rows);
  const small = piles.filter((pile) => !isLarge(pile.rows));
  const together = new Map<string, Pile>();
  for (const pile of small) {
    const { subject } = pile;
    const key = subject.kind === 'process' ? subject.name : '';
    const known = together.get(key);
    together.set(key, known === undefined ? pile : joined(known, pile));
  }
  return [...piles, ...together.values()].filter((pile) => isLarge(pile.rows));
}

function joined({ subject: one, rows }: Pile, { subject: other, rows: more }: Pile): Pile {
  const all = [...rows, ...more];
  if (one.kind !== 'process' || other.kind !== 'process')
    return {
      subject: { kind: 'host' },
      who: 'One or more programs that cannot be named',
      areMany: true,
      rows: all,
    };
  const { name } = one;
  const pids = [...new SeededSet([...one.pids, ...other.pids])].sort((a, b) => a - b);
  return {
    subject: { kind: 'process', name, pids },
    who: processesText(pids.map((pid) => ({ name, pid }))),
    rows: all,
  };
}

/** Who holds some sockets, as the beginning of a sentence: the program with most of them, and how many others. */
interface Holders {
  readonly who: string;
  readonly isOne: boolean;
  readonly subject?: Subject;
}

/** @param unknown who it is if no process is known. */
export function holdersOf(sockets: SocketEvidence, rows: readonly number[], unknown: string): Holders {
  const [first, ...others] = pilesOf(sockets, rows).filter(({ subject }) => subject.kind === 'process');
  if (first === undefined) return { who: unknown, isOne: true };
  const names = new Set(others.flatMap(({ subject }) => (subject.kind === 'process' ? subject.name : [])));
  if (first.subject.kind === 'process') names.delete(first.subject.name);
  const { who, subject } = first;
  return names.size === 0
    ? { who, isOne: true, subject }
    : { who: `${who} and ${countText(names.size, 'other program')}`, isOne: false, subject };
}

/** One fact for each of the first few programs that hold some of these rows. */
export function holderFacts(sockets: SocketEvidence, rows: readonly number[]): readonly Evidence[] {
  return pilesOf(sockets, rows)
    .filter(({ subject }) => subject.kind === 'process')
    .slice(0, mostNamed)
    .map(({ who, rows: held }) =>
      fact.sockets('held-by', `Held by ${who}`, numberText(held.length), 'with-inode'),
    );
}

/** The processes that hold a socket; for a socket that was not accepted yet, those of its listening socket. */
function processesOf({ table, owners, aggregation }: SocketEvidence, row: number): readonly ProcessInfo[] {
  const holders = owners?.get(table.inode[row] ?? 0);
  if (holders !== undefined) return holders;
  const group = aggregation.groups.ofRow[row] ?? 0;
  const listener = aggregation.listeners.find((each) => each.group === group);
  return (listener?.rows ?? []).flatMap((each) => owners?.get(table.inode[each] ?? 0) ?? []);
}

function keyOf({ aggregation }: SocketEvidence, row: number, processes: readonly ProcessInfo[]): string {
  const group = aggregation.groups.ofRow[row] ?? 0;
  const [first] = processes;
  if (first === undefined) return String(group);
  const isServer = aggregation.groups.get(group).kind === 'listener';
  return `${isServer ? String(group) : ''} ${first.name}`;
}

function identityOf(
  sockets: SocketEvidence,
  {
    rows,
    processes,
  }: { readonly rows: readonly number[]; readonly processes: ReadonlyMap<number, ProcessInfo> },
): Omit<Pile, 'rows'> {
  const all = [...processes.values()].sort((a, b) => a.pid - b.pid);
  const [first] = all;
  if (first !== undefined) {
    return {
      subject: { kind: 'process', name: first.name, pids: all.map(({ pid }) => pid) },
      who: processesText(all),
    };
  }
  const { aggregation, table } = sockets;
  const group = aggregation.groups.get(aggregation.groups.ofRow[rows[0] ?? 0] ?? 0);
  if (group.kind === 'listener') {
    const address = table.addresses.format(group.address);
    const who = `The program that listens on ${formatEndpoint(address, group.port)}`;
    return { subject: { kind: 'listener', address, port: group.port }, who };
  }
  const localAddress = table.addresses.format(group.localAddress);
  const remoteAddress = table.addresses.format(group.remoteAddress);
  return {
    subject: { kind: 'destination', localAddress, remoteAddress, remotePort: group.remotePort },
    who:
      group.remotePort === 0
        ? `A program that binds to ${localAddress}`
        : `A program that connects to ${formatEndpoint(remoteAddress, group.remotePort)}`,
  };
}

/** `nginx (process 12)`, `nginx (processes 12, 13, 14 and 17 more)`. */
export function processesText(processes: readonly ProcessInfo[]): string {
  const pids = processes.map(({ pid }) => String(pid));
  const shown = pids.length > mostNamed + 2 ? pids.slice(0, mostNamed) : pids;
  const more = pids.length - shown.length;
  const rest = more === 0 ? '' : ` and ${String(more)} more`;
  return `${processes[0]?.name ?? '?'} (${pids.length === 1 ? 'process' : 'processes'} ${shown.join(', ')}${rest})`;
}
