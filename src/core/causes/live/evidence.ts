import type { Aggregation, Destination, Listener } from '../../aggregate/aggregation.ts';
import type { Counters } from '../../model/counters.ts';
import type { Subject } from '../../model/finding.ts';
import type { ProcessInfo, SocketOwners } from '../../model/processes.ts';
import { SeededMap } from '../../model/seededMap.ts';
import type { SocketTable } from '../../model/socketTable.ts';
import { TcpState } from '../../model/tcpState.ts';
import type { Symptom } from '../cause.ts';

/** Connections that show what a cause would leave behind. */
export interface CauseEvidence {
  readonly subject: Extract<Subject, { readonly kind: 'destination' | 'listener' | 'host' }>;
  readonly symptoms: readonly Symptom[];
  readonly counts: EvidenceCounts;
  /** Local ports in use and usable, where they are those of outgoing connections. */
  readonly ports?: EvidencePorts;
  readonly closesPerSecond: number;
  /** Connections of the network namespace that were closed with a reset although nothing was unread, and all that it opened. */
  readonly resets?: { readonly count: number; readonly opened: number };
  /** If connections to the destination were watched as they ended. */
  readonly watched?: WatchedFigures;
  /** Inodes of sockets that a process still holds, at most `maxInodes`. */
  readonly inodes: readonly number[];
  /** Of a destination that is on this host: the inodes of the sockets that listen there. */
  readonly listening?: readonly number[];
}

interface EvidencePorts {
  readonly used: number;
  readonly usable: number;
  /** Of `used`, those that were taken with bind() before connect(), where there are any. */
  readonly bound?: number;
}

/** What was seen of connections to a destination as they ended. */
export interface WatchedFigures {
  readonly ended: number;
  readonly seconds: number;
  /** Medians of one connection; absent if the kernel no longer knew. Requests are the most that it can have had. */
  readonly requests?: number;
  readonly bytesSent?: number;
  readonly bytesReceived?: number;
  readonly processes: readonly WatchedHolder[];
}

interface WatchedHolder {
  readonly pid: number;
  /** The kernel ran for this process when it connected; otherwise the process was seen to hold such a socket. */
  readonly isExact: boolean;
}

export interface EvidenceCounts {
  readonly timeWait: number;
  readonly established: number;
  readonly closeWait: number;
}

/** Fewer connections than these say nothing. */
export const enough = 20;
/** One process or a few hold the sockets to one destination: not all of them need be asked for. */
const maxInodes = 50;

/** What the sockets show, of each destination and listener. The most ports come first. */
export function evidenceOf(
  table: SocketTable,
  aggregation: Aggregation,
  counters: Counters = new Map(),
): readonly CauseEvidence[] {
  const tally = new Map<number, Tally>();
  for (const { group } of aggregation.destinations) tally.set(group, new Tally());
  for (const { group, closeWait } of aggregation.listeners)
    if (closeWait >= enough) tally.set(group, new Tally());
  for (let row = 0; row < table.length; row++) tally.get(aggregation.groups.ofRow[row] ?? 0)?.add(table, row);
  const usable = aggregation.ports?.usable;
  const listeningAt = listeningSockets(table, aggregation);
  const outgoing = aggregation.destinations.flatMap((destination): readonly CauseEvidence[] => {
    const counts = tally.get(destination.group) ?? new Tally();
    const symptoms = symptomsOf(destination, counts);
    if (symptoms.length === 0) return [];
    const subject = {
      kind: 'destination',
      localAddress: table.addresses.format(destination.localAddress),
      remoteAddress: table.addresses.format(destination.remoteAddress),
      remotePort: destination.remotePort,
    } as const;
    const { closesPerSecond, used, bound } = destination;
    const listening = listeningAt(destination);
    return [
      {
        subject,
        symptoms,
        counts,
        closesPerSecond,
        inodes: counts.inodes,
        ...(usable !== undefined && { ports: { used, usable, ...(bound > 0 && { bound }) } }),
        ...(listening.length > 0 && { listening }),
      },
    ];
  });
  const incoming = aggregation.listeners.flatMap(({ group, address, port }): readonly CauseEvidence[] => {
    const counts = tally.get(group);
    if (counts === undefined) return [];
    const subject = { kind: 'listener', address: table.addresses.format(address), port } as const;
    return [{ subject, symptoms: ['close-wait'], counts, closesPerSecond: 0, inodes: counts.inodes }];
  });
  return [...outgoing, ...incoming, ...resetEvidence(counters)];
}

/**
 * `SO_LINGER` with 0 seconds leaves nothing behind but a count.
 * Source: net/ipv4/tcp.c, __tcp_close(), LINUX_MIB_TCPABORTONDATA.
 */
function resetEvidence(counters: Counters): readonly CauseEvidence[] {
  const count = counters.get('TcpExt.TCPAbortOnData') ?? 0;
  const opened = counters.get('Tcp.ActiveOpens') ?? 0;
  if (count < enough || count * 10 < opened) return [];
  const counts = { timeWait: 0, established: 0, closeWait: 0 };
  return [
    {
      subject: { kind: 'host' },
      symptoms: ['reset'],
      counts,
      closesPerSecond: 0,
      resets: { count, opened },
      inodes: [],
    },
  ];
}

class Tally implements EvidenceCounts {
  timeWait = 0;
  established = 0;
  closeWait = 0;
  readonly inodes: number[] = [];

  add(table: SocketTable, row: number): void {
    const state = table.state[row];
    if (state === TcpState.TIME_WAIT) this.timeWait += 1;
    else if (state === TcpState.ESTABLISHED) this.established += 1;
    else if (state === TcpState.CLOSE_WAIT) this.closeWait += 1;
    const inode = table.inode[row] ?? 0;
    if (inode !== 0 && this.inodes.length < maxInodes) this.inodes.push(inode);
  }
}

function symptomsOf({ used, bound }: Destination, tally: Tally): readonly Symptom[] {
  const { timeWait, established, closeWait } = tally;
  const symptoms: Symptom[] = [];
  // Who closes first is a race where the request asks for it: TIME_WAIT does not tell the two apart.
  if (timeWait >= enough && timeWait * 2 >= used) symptoms.push('thrown-away', 'asked-to-close');
  if (timeWait >= enough && established > 0) symptoms.push('small-pool');
  if (established >= enough && timeWait < established) symptoms.push('hoard');
  // The server's idle timeout makes CLOSE_WAIT of connections that are hoarded.
  if (closeWait >= enough) symptoms.push('close-wait', 'hoard');
  if (bound >= enough) symptoms.push('bind-first');
  return symptoms;
}

/** Finds the sockets of this host that accept what is sent to a destination; none where it is another host. */
function listeningSockets(
  table: SocketTable,
  { listeners }: Aggregation,
): (destination: Destination) => readonly number[] {
  const { addresses } = table;
  const own = new Set(table.localAddress.subarray(0, table.length));
  const byPort = new Map<number, Listener[]>();
  for (const listener of listeners) {
    const same = byPort.get(listener.port);
    if (same === undefined) byPort.set(listener.port, [listener]);
    else same.push(listener);
  }
  return ({ remoteAddress, remotePort }) => {
    const isHere = own.has(remoteAddress) || addresses.isLoopback(remoteAddress);
    return (byPort.get(remotePort) ?? [])
      .filter(({ address }) => address === remoteAddress || (isHere && addresses.isWildcard(address)))
      .flatMap(({ rows }) => rows.slice(0, maxInodes).map((row) => table.inode[row] ?? 0))
      .filter((inode) => inode !== 0);
  };
}

/** The processes that hold sockets of the evidence; undefined where none is held, as in TIME_WAIT. */
export function holdersOf(
  { inodes }: CauseEvidence,
  owners: SocketOwners,
): readonly ProcessInfo[] | undefined {
  const found = new SeededMap(
    inodes.flatMap((inode) => owners.get(inode) ?? []).map((process) => [process.pid, process] as const),
  );
  return found.size === 0 ? undefined : [...found.values()];
}

/** The processes that listen where the evidence leads, as far as they are known. */
export function listenersOf({ listening = [] }: CauseEvidence, owners: SocketOwners): readonly ProcessInfo[] {
  const found = listening.flatMap((inode) => owners.get(inode) ?? []);
  return [...new SeededMap(found.map((process) => [process.pid, process] as const)).values()];
}

/** How many of the sockets of the evidence each process holds, by its pid. */
export function sharesOf({ inodes }: CauseEvidence, owners: SocketOwners): ReadonlyMap<number, number> {
  const shares = new SeededMap<number>();
  for (const inode of inodes)
    for (const { pid } of owners.get(inode) ?? []) shares.set(pid, (shares.get(pid) ?? 0) + 1);
  return shares;
}
