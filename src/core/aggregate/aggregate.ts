import { inSteps } from '../model/inSteps.ts';
import { keepCompiled } from '../model/keepCompiled.ts';
import type { KernelVersion } from '../model/kernelVersion.ts';
import type { Parameters } from '../model/parameters.ts';
import { TimerKind, type SocketTable } from '../model/socketTable.ts';
import { SocketTableBuilder } from '../model/socketTableBuilder.ts';
import { TcpState, tcpStateCount } from '../model/tcpState.ts';
import { TupleIndex } from '../model/tupleIndex.ts';
import type { Aggregation, Client, Destination, Listener } from './aggregation.ts';
import { boundPorts, isBoundOnly, isPreferred, type BoundPorts } from './boundPorts.ts';
import { CloseRates } from './closeRates.ts';
import { GrowingCounts } from './growingCounts.ts';
import { Listeners } from './listeners.ts';
import { portBudget, type PortBudget } from './portBudget.ts';
import { SocketGroups } from './socketGroups.ts';
import { SocketSide, TimeWaitAges } from './timeWaitAges.ts';
import { reuseApplies, timeWaitReuse, type TimeWaitReuse } from './timeWaitReuse.ts';
import { unseenReuse } from './unseenReuse.ts';

const maxClients = 100;
const recentSeconds = 10;

/** What the kernel counts of reuse. */
export interface CountedReuse {
  /** `TWRecycled`: ports in TIME_WAIT that were ever taken over. */
  readonly recycled?: number;
  /** Sockets that entered TIME_WAIT each second, while some were taken over. */
  readonly enteredPerSecond?: number;
}
/** Folds a table once. `parameters` may lack what could not be read; `counted` is what the kernel counts of reuse. */
export function aggregate(
  table: SocketTable,
  parameters: Parameters,
  kernel: KernelVersion | undefined,
  counted: CountedReuse = {},
): Aggregation {
  const listeners = new Listeners(table);
  const ports = portBudget(parameters, listeners.ports);
  return new Fold(table, listeners, ports, timeWaitReuse(parameters, kernel), counted).run();
}

/** The one pass over the table and its counts by group, with additional work if ports were bound. */
class Fold {
  readonly #table: SocketTable;
  readonly #listeners: Listeners;
  readonly #ports: PortBudget | undefined;
  readonly #reuse: TimeWaitReuse;
  readonly #counted: CountedReuse;
  readonly #groups: SocketGroups;
  readonly #countByState = new Uint32Array(tcpStateCount);
  readonly #ages: TimeWaitAges;
  readonly #timeWaitBySide = new Uint32Array(3);

  readonly #total = new GrowingCounts();
  readonly #established = new GrowingCounts();
  readonly #closeWait = new GrowingCounts();
  readonly #timeWait = new GrowingCounts();
  /** Local ports in use: those of the range, or all if it is not known. */
  readonly #otherParity = new GrowingCounts();
  readonly #preferredParity = new GrowingCounts();
  readonly #usedTimeWait = new GrowingCounts();
  /** Of those in TIME_WAIT, how many a new connection could take over by their age. */
  readonly #oldEnough = new GrowingCounts();
  readonly #oldEnoughButBound = new GrowingCounts();
  readonly #closes = new CloseRates();
  readonly #clients = new TupleIndex(3);
  readonly #clientTotal = new GrowingCounts();
  readonly #clientTimeWait = new GrowingCounts();

  constructor(
    table: SocketTable,
    listeners: Listeners,
    ports: PortBudget | undefined,
    reuse: TimeWaitReuse,
    counted: CountedReuse,
  ) {
    this.#table = table;
    this.#listeners = listeners;
    this.#ports = ports;
    this.#reuse = reuse;
    this.#counted = counted;
    this.#groups = new SocketGroups(table.length);
    this.#ages = new TimeWaitAges(reuse.lengthMs);
  }

  run(): Aggregation {
    inSteps(this.#table.length, (from, to) => {
      this.#rows(from, to);
    });
    const [client = 0, server = 0, other = 0] = this.#timeWaitBySide;
    const bound = this.#bound();
    const ports = this.#ports && withBound(this.#ports, bound);
    return {
      total: this.#table.length,
      countByState: this.#countByState,
      ports,
      bound,
      reuse: this.#reuse,
      destinations: this.#destinations(ports, bound),
      listeners: this.#listenerList(),
      clients: this.#clientList(),
      clientCount: this.#clients.size,
      timeWait: { count: client + server + other, client, server, other, ages: this.#ages },
      groups: this.#groups,
    };
  }

  #rows(from: number, to: number): void {
    for (let row = from; row < to; row++) this.#row(row);
  }

  #row(row: number): void {
    const table = this.#table;
    const state = table.state[row] ?? 0;
    const localAddress = table.localAddress[row] ?? 0;
    const localPort = table.localPort[row] ?? 0;
    this.#countByState[state] = (this.#countByState[state] ?? 0) + 1;

    const listener = this.#listeners.addressFor(localAddress, localPort);
    if (listener !== undefined) {
      const group = this.#groups.listener(listener, localPort);
      this.#groups.ofRow[row] = group;
      if (state !== TcpState.LISTEN) this.#serverRow(row, group, state);
      return;
    }
    const remote = table.remoteAddress[row] ?? 0;
    const group = this.#groups.destination(localAddress, remote, table.remotePort[row] ?? 0);
    this.#groups.ofRow[row] = group;
    this.#clientRow(row, group, state);
  }

  #serverRow(row: number, group: number, state: number): void {
    this.#total.increment(group);
    if (state === TcpState.ESTABLISHED) this.#established.increment(group);
    else if (state === TcpState.CLOSE_WAIT) this.#closeWait.increment(group);
    const table = this.#table;
    const client = this.#clients.add(table.remoteAddress[row] ?? 0, table.localPort[row] ?? 0, 0);
    this.#clientTotal.increment(client);
    if (state !== TcpState.TIME_WAIT) return;
    this.#timeWait.increment(group);
    this.#clientTimeWait.increment(client);
    this.#aged(row, SocketSide.server);
  }

  #clientRow(row: number, group: number, state: number): void {
    const table = this.#table;
    const port = table.localPort[row] ?? 0;
    const isAutomatic = this.#ports === undefined || this.#ports.isUsable[port] === 1;
    if (isAutomatic && !isBoundOnly(table, row)) {
      const isOther = this.#ports !== undefined && !isPreferred(this.#ports, port);
      (isOther ? this.#otherParity : this.#preferredParity).increment(group);
    }
    if (state !== TcpState.TIME_WAIT) return;
    const age = this.#aged(
      row,
      isAutomatic && this.#ports !== undefined ? SocketSide.client : SocketSide.other,
    );
    if (!isAutomatic) return;
    this.#usedTimeWait.increment(group);
    if (Number.isNaN(age)) return;
    this.#closes.add(group, age);
    if (age >= this.#reuse.delayMs) this.#oldEnough.increment(group);
  }

  /** Counts a TIME_WAIT socket by side and age. Returns its age in milliseconds, or NaN if it has no timer. */
  #aged(row: number, side: SocketSide): number {
    this.#timeWaitBySide[side] = (this.#timeWaitBySide[side] ?? 0) + 1;
    if (this.#table.timer[row] !== TimerKind.timewait) {
      this.#ages.addUntimed();
      return NaN;
    }
    const age = this.#ageOf(row);
    this.#ages.add(age, side);
    return age;
  }

  #ageOf(row: number): number {
    return Math.max(0, this.#reuse.lengthMs - (this.#table.timerMs[row] ?? 0));
  }

  #bound(): BoundPorts | undefined {
    const table = this.#table;
    const counts = { preferred: this.#preferredParity, other: this.#otherParity };
    const bound = this.#ports && boundPorts(table, this.#groups, this.#ports, counts);
    if (bound === undefined || bound.count === 0) return bound;
    // connect() passes over a port that was bound before it comes to ask about reuse.
    for (let row = 0; row < table.length; row++) {
      if (table.timer[row] !== TimerKind.timewait || table.state[row] !== TcpState.TIME_WAIT) continue;
      if (bound.isHeld[table.localPort[row] ?? 0] !== 1) continue;
      if (this.#ageOf(row) >= this.#reuse.delayMs)
        this.#oldEnoughButBound.increment(this.#groups.ofRow[row] ?? 0);
    }
    return bound;
  }

  #destinations(ports: PortBudget | undefined, held: BoundPorts | undefined): readonly Destination[] {
    const destinations: Destination[] = [];
    for (let group = 0; group < this.#groups.size; group++) {
      const used = this.#preferredParity.get(group) + this.#otherParity.get(group);
      if (used === 0) continue;
      const of = this.#groups.get(group);
      if (of.kind !== 'destination') continue;
      const closes = this.#closes.of(group);
      const bound = held?.byDestination.get(group) ?? 0;
      const { localAddress, remoteAddress } = of;
      const applies = reuseApplies(this.#reuse, this.#table.addresses, localAddress, remoteAddress);
      destinations.push({
        group,
        localAddress,
        remoteAddress,
        remotePort: of.remotePort,
        used,
        bound,
        usable: ports && ports.usable + bound,
        timeWait: this.#usedTimeWait.get(group),
        reusable: applies ? this.#oldEnough.get(group) - this.#oldEnoughButBound.get(group) : 0,
        reuseApplies: applies,
        holdMs: applies && bound * 2 < used ? this.#reuse.delayMs : this.#reuse.lengthMs,
        closesPerSecond: closes.perSecond,
        isGoingOn: closes.isGoingOn,
      });
    }
    return this.#withTakenOver(this.#withoutUnseen(destinations)).sort(
      (a, b) => fullness(b) - fullness(a) || b.used - a.used || a.group - b.group,
    );
  }

  /**
   * A socket that is taken over vanishes, and the close that made it with it: what the kernel counts beyond what can be seen
   * is spread over the destinations where reuse works.
   */
  #withTakenOver(destinations: Destination[]): Destination[] {
    const { enteredPerSecond } = this.#counted;
    const reused = destinations.filter(
      ({ reuseApplies: applies, unseenReuse: unseen }) => applies && unseen === undefined,
    );
    const seen = reused.reduce((sum, { closesPerSecond }) => sum + closesPerSecond, 0);
    if (enteredPerSecond === undefined || seen === 0) return destinations;
    const others = this.#ages.perSecond(recentSeconds) - seen;
    const factor = (enteredPerSecond - Math.max(0, others)) / seen;
    if (factor <= 1) return destinations;
    return destinations.map((destination) =>
      reused.includes(destination)
        ? { ...destination, closesPerSecond: destination.closesPerSecond * factor }
        : destination,
    );
  }

  /** What the kernel does not show to have been taken over at a full destination is not counted as reusable. */
  #withoutUnseen(destinations: Destination[]): Destination[] {
    const { recycled } = this.#counted;
    if (recycled === undefined) return destinations;
    const unseen = unseenReuse(this.#table, this.#groups, this.#reuse, destinations, recycled);
    return destinations.map((destination) => {
      const unseenHere = unseen.get(destination.group);
      if (unseenHere === undefined) return destination;
      return { ...destination, reusable: 0, unseenReuse: unseenHere, holdMs: this.#reuse.lengthMs };
    });
  }

  #listenerList(): readonly Listener[] {
    const rowsByGroup = new Map<number, number[]>();
    for (const row of this.#listeners.rows) {
      const group = this.#groups.ofRow[row] ?? 0;
      rowsByGroup.set(group, [...(rowsByGroup.get(group) ?? []), row]);
    }
    const listeners: Listener[] = [];
    for (let group = 0; group < this.#groups.size; group++) {
      const of = this.#groups.get(group);
      if (of.kind !== 'listener') continue;
      listeners.push({
        group,
        address: of.address,
        port: of.port,
        established: this.#established.get(group),
        closeWait: this.#closeWait.get(group),
        timeWait: this.#timeWait.get(group),
        total: this.#total.get(group),
        rows: rowsByGroup.get(group) ?? [],
      });
    }
    return listeners.sort((a, b) => b.timeWait - a.timeWait || b.total - a.total || a.port - b.port);
  }

  #clientList(): readonly Client[] {
    const clients: Client[] = [];
    for (let client = 0; client < this.#clients.size; client++) {
      clients.push({
        remoteAddress: this.#clients.word(client, 0),
        localPort: this.#clients.word(client, 1),
        total: this.#clientTotal.get(client),
        timeWait: this.#clientTimeWait.get(client),
      });
    }
    return clients.sort((a, b) => b.total - a.total || a.localPort - b.localPort).slice(0, maxClients);
  }
}

function withBound(ports: PortBudget, bound: BoundPorts | undefined): PortBudget {
  const count = bound?.count ?? 0;
  return { ...ports, bound: count, usable: ports.usable - count };
}

function fullness({ used, usable }: Destination): number {
  return usable === undefined || usable <= 0 ? used : used / usable;
}

const emptyTable = new SocketTableBuilder().build();
keepCompiled(
  new Fold(emptyTable, new Listeners(emptyTable), undefined, timeWaitReuse(new Map(), undefined), {}),
);
