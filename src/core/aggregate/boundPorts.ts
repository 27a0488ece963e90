import type { AddressId } from '../model/addressTable.ts';
import { livingRows } from '../model/livingRows.ts';
import type { SocketTable } from '../model/socketTable.ts';
import { TcpState } from '../model/tcpState.ts';
import type { GrowingCounts } from './growingCounts.ts';
import type { PortBudget } from './portBudget.ts';
import type { SocketGroups } from './socketGroups.ts';

/** Ports of the range that programs took with bind(): connect() does not choose them for any destination. */
export interface BoundPorts {
  /** 1 for each such port, by port number. Neither reserved nor listened on. */
  readonly isHeld: Uint8Array;
  readonly count: number;
  /** Of the sockets that hold them, those without a connection. */
  readonly idle: number;
  /** Held ports by destination group: each counts towards the destination's own ports, too. */
  readonly byDestination: ReadonlyMap<number, number>;
  /** By local address, fullest first: bind(address, 0) has one pool of ports for all destinations. */
  readonly addresses: readonly BoundAddress[];
  /** Destinations whose ports lie in a narrow interval without a gap: a program with a range of its own. */
  readonly narrow: readonly NarrowRange[];
}

export interface BoundAddress {
  readonly address: AddressId;
  /** Ports that bind() took. */
  readonly held: number;
  /** Ports of the range that bind(address, 0) cannot have, because some socket of this address uses them. */
  readonly taken: number;
}

export interface NarrowRange {
  readonly group: number;
  readonly low: number;
  readonly high: number;
  readonly used: number;
}

/** Ports in use by destination, told apart by whether connect() prefers their parity. */
export interface ParityCounts {
  readonly preferred: GrowingCounts;
  readonly other: GrowingCounts;
}

/** A half counts as full when it is so full that connect() will have looked into the other one. */
const nearlyFull = 0.95;
/** Fewer ports of the other parity say nothing: a program may have chosen them one by one. */
const leastEvidence = 8;
const leastInterval = 8;
/** How much of an interval must be in use to be one without gaps. */
const denseShare = 0.8;
/** An interval wider than this part of the range is no range of one program's own. */
const narrowShare = 0.5;
/** What part of a destination's ports must come from bind() for the rest of them to count as well. */
const boundStyleShare = 0.25;

/**
 * connect() takes ports of the lower bound's parity until that half is full for its destination, bind() to port 0 those of
 * the other parity. So ports of the other parity towards a destination whose own half has room come from bind(). When
 * that half is full too, bind() goes on in the first one, and never takes a port twice for one address.
 * Sockets that are bound and idle are listed by the kernel since 6.8 (sock_diag), by others not at all.
 * Source: net/ipv4/inet_hashtables.c, __inet_hash_connect(), `fastreuse >= 0`; net/ipv4/inet_connection_sock.c,
 * inet_csk_find_open_port(). Tested on 6.18 with connections that were open and in TIME_WAIT.
 */
export function boundPorts(
  table: SocketTable,
  groups: SocketGroups,
  ports: PortBudget,
  counts: ParityCounts,
): BoundPorts {
  const isHeld = new Uint8Array(65536);
  const idle = holdIdle(table, ports, isHeld);
  const halves = halvesOf(ports, isHeld);
  const candidates = candidateGroups(groups, counts, halves.preferred);
  const narrow = candidates.size === 0 ? [] : narrowRanges(table, groups, ports, counts, candidates);
  for (const { group } of narrow) candidates.delete(group);
  if (candidates.size > 0) holdConnected(table, groups, ports, counts, candidates, halves, isHeld);
  const count = sum(isHeld);
  return count === 0
    ? { isHeld, count, idle, byDestination: new Map(), addresses: [], narrow }
    : { isHeld, count, idle, ...spread(table, groups, ports, isHeld), narrow };
}

/** Destinations that use ports of the other parity although their own has room. Empty if there are too few to tell. */
function candidateGroups(
  groups: SocketGroups,
  { preferred, other }: ParityCounts,
  half: number,
): Set<number> {
  const candidates = new Set<number>();
  let evidence = 0;
  for (let group = 0; group < groups.size; group++) {
    if (other.get(group) === 0 || preferred.get(group) >= half * nearlyFull) continue;
    candidates.add(group);
    evidence += other.get(group);
  }
  if (evidence < leastEvidence) candidates.clear();
  return candidates;
}

/** Sockets that are bound and have no connection. The number of the sockets. */
function holdIdle(table: SocketTable, ports: PortBudget, isHeld: Uint8Array): number {
  let idle = 0;
  for (const row of livingRows(table)) {
    const port = table.localPort[row] ?? 0;
    if (!isBoundOnly(table, row) || ports.isUsable[port] !== 1) continue;
    isHeld[port] = 1;
    idle++;
  }
  return idle;
}

/** Whether a socket has a port and no connection: the kernel gives no other ones in CLOSE. */
export function isBoundOnly(table: SocketTable, row: number): boolean {
  return table.state[row] === TcpState.CLOSE && table.remotePort[row] === 0;
}

/** How many ports connect() has of its own parity, and how many of the other one. */
function halvesOf(ports: PortBudget, isHeld: Uint8Array): { preferred: number; other: number } {
  const halves = { preferred: 0, other: 0 };
  for (let port = ports.range.low; port <= ports.range.high; port++) {
    if (ports.isUsable[port] !== 1 || isHeld[port] === 1) continue;
    halves[isPreferred(ports, port) ? 'preferred' : 'other']++;
  }
  return halves;
}

export function isPreferred({ range }: PortBudget, port: number): boolean {
  return ((port ^ range.low) & 1) === 0;
}

/** `IP_LOCAL_PORT_RANGE` knows no parity (since Linux 6.8) and fills its interval. */
function narrowRanges(
  table: SocketTable,
  groups: SocketGroups,
  ports: PortBudget,
  { preferred, other }: ParityCounts,
  candidates: ReadonlySet<number>,
): readonly NarrowRange[] {
  const isWanted = flagsOf(candidates, groups);
  const low = new Uint16Array(groups.size).fill(0xffff);
  const high = new Uint16Array(groups.size);
  const inOrder = new Set<number>();
  for (let row = 0; row < table.length; row++) {
    const group = groups.ofRow[row] ?? 0;
    if (isWanted[group] !== 1 || !isConnected(table, ports, row)) continue;
    const port = table.localPort[row] ?? 0;
    if (high[group] === 0) inOrder.add(group);
    low[group] = Math.min(low[group] ?? port, port);
    high[group] = Math.max(high[group] ?? port, port);
  }
  const widest = (ports.range.high - ports.range.low + 1) * narrowShare;
  return [...inOrder].flatMap((group) => {
    const range = { low: low[group] ?? 0, high: high[group] ?? 0 };
    const used = preferred.get(group) + other.get(group);
    const width = range.high - range.low + 1;
    const isNarrow = used >= leastInterval && preferred.get(group) > 0 && width <= widest;
    return isNarrow && used >= width * denseShare ? [{ group, ...range, used }] : [];
  });
}

function holdConnected(
  table: SocketTable,
  groups: SocketGroups,
  ports: PortBudget,
  { preferred, other }: ParityCounts,
  candidates: ReadonlySet<number>,
  halves: { readonly preferred: number; readonly other: number },
  isHeld: Uint8Array,
): void {
  // bind() gives a port to one socket of an address; a port that has more was chosen by connect(), or was listened on.
  const sockets = new Uint32Array(65536);
  const localAddresses = new Set<AddressId>();
  const isCandidate = flagsOf(candidates, groups);
  for (let row = 0; row < table.length; row++) {
    if (!isConnected(table, ports, row)) continue;
    const port = table.localPort[row] ?? 0;
    sockets[port] = (sockets[port] ?? 0) + 1;
    if (isCandidate[groups.ofRow[row] ?? 0] === 1) localAddresses.add(table.localAddress[row] ?? 0);
  }
  const isSingle = (port: number): boolean => (sockets[port] ?? 0) <= localAddresses.size;
  let fromOtherHalf = 0;
  for (let row = 0; row < table.length; row++) {
    const port = table.localPort[row] ?? 0;
    if (isHeld[port] === 1 || isPreferred(ports, port) || !isSingle(port)) continue;
    if (isCandidate[groups.ofRow[row] ?? 0] !== 1 || !isConnected(table, ports, row)) continue;
    isHeld[port] = 1;
    fromOtherHalf++;
  }
  if (fromOtherHalf < halves.other * nearlyFull) return;
  const boundStyle = [...candidates].filter(
    (group) => other.get(group) >= (preferred.get(group) + other.get(group)) * boundStyleShare,
  );
  const isBoundStyle = flagsOf(boundStyle, groups);
  for (let row = 0; row < table.length; row++) {
    const port = table.localPort[row] ?? 0;
    if (isBoundStyle[groups.ofRow[row] ?? 0] !== 1 || !isConnected(table, ports, row)) continue;
    if (isSingle(port)) isHeld[port] = 1;
  }
}

/** 1 for each of these groups, by group number: asked for each row, a set would take most of the time. */
function flagsOf(some: Iterable<number>, groups: SocketGroups): Uint8Array {
  const flags = new Uint8Array(groups.size);
  for (const group of some) flags[group] = 1;
  return flags;
}

/** Whether a socket is an outgoing connection on a port of the range. */
function isConnected(table: SocketTable, ports: PortBudget, row: number): boolean {
  return ports.isUsable[table.localPort[row] ?? 0] === 1 && !isBoundOnly(table, row);
}

/** How the held ports are spread over destinations and local addresses. */
function spread(
  table: SocketTable,
  groups: SocketGroups,
  ports: PortBudget,
  isHeld: Uint8Array,
): Pick<BoundPorts, 'byDestination' | 'addresses'> {
  const byDestination = new Map<number, number>();
  const heldBy = new Map<AddressId, Uint8Array>();
  for (let row = 0; row < table.length; row++) {
    const port = table.localPort[row] ?? 0;
    if (isHeld[port] !== 1) continue;
    const address = table.localAddress[row] ?? 0;
    mark(heldBy, address, port);
    if (isBoundOnly(table, row)) continue;
    const group = groups.ofRow[row] ?? 0;
    byDestination.set(group, (byDestination.get(group) ?? 0) + 1);
  }
  const takenBy = new Map<AddressId, Uint8Array>();
  const everywhere = new Uint8Array(65536);
  for (let row = 0; row < table.length; row++) {
    const port = table.localPort[row] ?? 0;
    const address = table.localAddress[row] ?? 0;
    if (ports.isUsable[port] !== 1) continue;
    if (table.addresses.isWildcard(address)) everywhere[port] = 1;
    else if (heldBy.has(address)) mark(takenBy, address, port);
  }
  const addresses = [...heldBy].map(([address, held]) => {
    const taken = takenBy.get(address) ?? new Uint8Array(65536);
    return { address, held: sum(held), taken: sum(taken.map((one, port) => one | (everywhere[port] ?? 0))) };
  });
  return { byDestination, addresses: addresses.sort((a, b) => b.taken - a.taken || b.held - a.held) };
}

function mark(byAddress: Map<AddressId, Uint8Array>, address: AddressId, port: number): void {
  let ports = byAddress.get(address);
  if (ports === undefined) byAddress.set(address, (ports = new Uint8Array(65536)));
  ports[port] = 1;
}

function sum(flags: Uint8Array): number {
  return flags.reduce((total, flag) => total + flag, 0);
}
