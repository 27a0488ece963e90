import type { Aggregation, Destination } from '../../aggregate/aggregation.ts';
import type { Counters } from '../../model/counters.ts';
import type { Subject } from '../../model/finding.ts';
import type { ProcessInfo, SocketOwners } from '../../model/processes.ts';
import type { SocketTable } from '../../model/socketTable.ts';
import { TcpState } from '../../model/tcpState.ts';
import type { Symptom } from '../cause.ts';

/** Connections that show what a cause would leave behind. */
export interface CauseEvidence {
  readonly subject: Extract<Subject, { readonly kind: 'destination' | 'listener' | 'host' }>;
  readonly symptoms: readonly Symptom[];
  readonly counts: EvidenceCounts;
  /** Local ports in use and usable, where they are those of outgoing connections. */
  readonly ports?: { readonly used: number; readonly usable: number };
  readonly closesPerSecond: number;
  /** Connections of the network namespace that were closed with a reset although nothing was unread, and all that it opened. */
  readonly resets?: { readonly count: number; readonly opened: number };
  /** If connections to the destination were watched as they ended. */
  readonly watched?: WatchedFigures;
  /** Inodes of sockets that a process still holds, at most `maxInodes`. */
  readonly inodes: readonly number[];
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
  const outgoing = aggregation.destinations.flatMap((destination): readonly CauseEvidence[] => {
    const counts = tally.get(destination.group) ?? new Tally();
    const symptoms = symptomsOf(destination, counts, aggregation);
    if (symptoms.length === 0) return [];
    const subject = {
      kind: 'destination',
      localAddress: table.addresses.format(destination.localAddress),
      remoteAddress: table.addresses.format(destination.remoteAddress),
      remotePort: destination.remotePort,
    } as const;
    const { closesPerSecond, used } = destination;
    return [
      {
        subject,
        symptoms,
        counts,
        closesPerSecond,
        inodes: counts.inodes,
        ...(usable !== undefined && { ports: { used, usable } }),
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
  /** Local ports with the parity of 1. */
  odd = 0;
  total = 0;
  readonly inodes: number[] = [];

  add(table: SocketTable, row: number): void {
    const state = table.state[row];
    this.total += 1;
    if (((table.localPort[row] ?? 0) & 1) === 1) this.odd += 1;
    if (state === TcpState.TIME_WAIT) this.timeWait += 1;
    else if (state === TcpState.ESTABLISHED) this.established += 1;
    else if (state === TcpState.CLOSE_WAIT) this.closeWait += 1;
    const inode = table.inode[row] ?? 0;
    if (inode !== 0 && this.inodes.length < maxInodes) this.inodes.push(inode);
  }
}

function symptomsOf({ used }: Destination, tally: Tally, { ports }: Aggregation): readonly Symptom[] {
  const { timeWait, established, closeWait } = tally;
  const symptoms: Symptom[] = [];
  // Who closes first is a race where the request asks for it: TIME_WAIT does not tell the two apart.
  if (timeWait >= enough && timeWait * 2 >= used) symptoms.push('thrown-away', 'asked-to-close');
  if (timeWait >= enough && established > 0) symptoms.push('small-pool');
  if (established >= enough && timeWait < established) symptoms.push('hoard');
  // The server's idle timeout makes CLOSE_WAIT of connections that are hoarded.
  if (closeWait >= enough) symptoms.push('close-wait', 'hoard');
  if (ports !== undefined && tally.total >= enough && bindsFirst(tally, ports.range.low))
    symptoms.push('bind-first');
  return symptoms;
}

/**
 * connect() takes ports of the parity of the range's first, bind() to port 0 the others, as long as there are any.
 * Source: net/ipv4/inet_hashtables.c, __inet_hash_connect(); net/ipv4/inet_connection_sock.c, inet_csk_find_open_port().
 */
function bindsFirst({ odd, total }: Tally, low: number): boolean {
  const same = (low & 1) === 1 ? odd : total - odd;
  return same * 5 <= total;
}

/** The processes that hold sockets of the evidence; undefined where none is held, as in TIME_WAIT. */
export function holdersOf(
  { inodes }: CauseEvidence,
  owners: SocketOwners,
): readonly ProcessInfo[] | undefined {
  const found = new Map(
    inodes.flatMap((inode) => owners.get(inode) ?? []).map((process) => [process.pid, process]),
  );
  return found.size === 0 ? undefined : [...found.values()];
}

/** How many of the sockets of the evidence each process holds, by its pid. */
export function sharesOf({ inodes }: CauseEvidence, owners: SocketOwners): ReadonlyMap<number, number> {
  const shares = new Map<number, number>();
  for (const inode of inodes)
    for (const { pid } of owners.get(inode) ?? []) shares.set(pid, (shares.get(pid) ?? 0) + 1);
  return shares;
}
