import type { KernelVersion } from '../model/kernelVersion.ts';
import type { Parameters } from '../model/parameters.ts';
import { TimerKind, type SocketTable } from '../model/socketTable.ts';
import { TcpState, tcpStateCount } from '../model/tcpState.ts';
import { TupleIndex } from '../model/tupleIndex.ts';
import type { Aggregation, Client, Destination, Listener } from './aggregation.ts';
import { GrowingCounts } from './growingCounts.ts';
import { Listeners } from './listeners.ts';
import { portBudget, type PortBudget } from './portBudget.ts';
import { SocketGroups } from './socketGroups.ts';
import { SocketSide, TimeWaitAges } from './timeWaitAges.ts';
import { reuseApplies, timeWaitReuse, type TimeWaitReuse } from './timeWaitReuse.ts';

const maxClients = 100;
/** Closes per second are averaged over this many seconds: long enough to be stable, short enough to be current. */
const rateWindowMs = 10_000;

/** Aggregates a table in one pass. `parameters` lacks keys that could not be read. */
export function aggregate(
  table: SocketTable,
  parameters: Parameters,
  kernel: KernelVersion | undefined,
): Aggregation {
  const listeners = new Listeners(table);
  const ports = portBudget(parameters, listeners.ports);
  return new Fold(table, listeners, ports, timeWaitReuse(parameters, kernel)).run();
}

/** The single pass over the table, with its counts by group. */
class Fold {
  readonly #table: SocketTable;
  readonly #listeners: Listeners;
  readonly #ports: PortBudget | undefined;
  readonly #reuse: TimeWaitReuse;
  readonly #groups: SocketGroups;
  readonly #countByState = new Uint32Array(tcpStateCount);
  readonly #ages: TimeWaitAges;
  readonly #timeWaitBySide = new Uint32Array(3);

  readonly #total = new GrowingCounts();
  readonly #established = new GrowingCounts();
  readonly #closeWait = new GrowingCounts();
  readonly #timeWait = new GrowingCounts();
  readonly #used = new GrowingCounts();
  readonly #usedTimeWait = new GrowingCounts();
  readonly #reusable = new GrowingCounts();
  readonly #recentCloses = new GrowingCounts();
  readonly #clients = new TupleIndex(3);
  readonly #clientTotal = new GrowingCounts();
  readonly #clientTimeWait = new GrowingCounts();

  constructor(table: SocketTable, listeners: Listeners, ports: PortBudget | undefined, reuse: TimeWaitReuse) {
    this.#table = table;
    this.#listeners = listeners;
    this.#ports = ports;
    this.#reuse = reuse;
    this.#groups = new SocketGroups(table.length);
    this.#ages = new TimeWaitAges(reuse.lengthMs);
  }

  run(): Aggregation {
    for (let row = 0; row < this.#table.length; row++) this.#row(row);
    const [client = 0, server = 0, other = 0] = this.#timeWaitBySide;
    return {
      total: this.#table.length,
      countByState: this.#countByState,
      ports: this.#ports,
      reuse: this.#reuse,
      destinations: this.#destinations(),
      listeners: this.#listenerList(),
      clients: this.#clientList(),
      clientCount: this.#clients.size,
      timeWait: { count: client + server + other, client, server, other, ages: this.#ages },
      groups: this.#groups,
    };
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
    this.#total.increment(group);
    const table = this.#table;
    const isAutomatic = this.#ports === undefined || this.#ports.isUsable[table.localPort[row] ?? 0] === 1;
    if (isAutomatic) this.#used.increment(group);
    if (state !== TcpState.TIME_WAIT) return;
    const age = this.#aged(
      row,
      isAutomatic && this.#ports !== undefined ? SocketSide.client : SocketSide.other,
    );
    if (!isAutomatic) return;
    this.#usedTimeWait.increment(group);
    if (age < rateWindowMs) this.#recentCloses.increment(group);
    const local = table.localAddress[row] ?? 0;
    const remote = table.remoteAddress[row] ?? 0;
    if (age >= this.#reuse.delayMs && reuseApplies(this.#reuse, table.addresses, local, remote)) {
      this.#reusable.increment(group);
    }
  }

  /** Counts a TIME_WAIT socket by side and age. Returns its age in milliseconds, or NaN if it has no timer. */
  #aged(row: number, side: SocketSide): number {
    this.#timeWaitBySide[side] = (this.#timeWaitBySide[side] ?? 0) + 1;
    if (this.#table.timer[row] !== TimerKind.timewait) {
      this.#ages.addUntimed();
      return NaN;
    }
    const age = Math.max(0, this.#reuse.lengthMs - (this.#table.timerMs[row] ?? 0));
    this.#ages.add(age, side);
    return age;
  }

  #destinations(): readonly Destination[] {
    const destinations: Destination[] = [];
    for (let group = 0; group < this.#groups.size; group++) {
      const used = this.#used.get(group);
      if (used === 0) continue;
      const of = this.#groups.get(group);
      if (of.kind !== 'destination') continue;
      destinations.push({
        group,
        localAddress: of.localAddress,
        remoteAddress: of.remoteAddress,
        remotePort: of.remotePort,
        used,
        timeWait: this.#usedTimeWait.get(group),
        reusable: this.#reusable.get(group),
        reuseApplies: reuseApplies(this.#reuse, this.#table.addresses, of.localAddress, of.remoteAddress),
        closesPerSecond: this.#recentCloses.get(group) / (rateWindowMs / 1000),
      });
    }
    return destinations.sort((a, b) => b.used - a.used || a.group - b.group);
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
