import type { ProcessInfo } from '../model/processes.ts';
import {
  connectionKinds,
  type ConnectionKind,
  type KindCounts,
  type WatchedGroup,
  type WatchedProcess,
} from '../model/watched.ts';
import { closedFirstOf, closerNumbers } from './closers.ts';
import { kindNumbers } from './connectionKind.ts';
import type { EndBatch } from './endBatch.ts';
import { Sample } from './sample.ts';

/** No more processes of a group are listed. */
const maxProcesses = 20;
const { resetByUs, resetByPeer } = kindNumbers;

/** Counts what ended of one destination or one listening socket. */
export class Group {
  readonly kinds = new Uint32Array(connectionKinds.length);
  readonly #closedFirst = new Uint32Array(Object.keys(closerNumbers).length);
  readonly #sent = new Sample();
  readonly #received = new Sample();
  readonly #out = new Sample();
  readonly #in = new Sample();
  readonly #roundTrip = new Sample();
  readonly #exchanges = new Sample();
  readonly #holders = new Map<number, { readonly name: string; ended: number }>();
  readonly #kin = new Map<number, { readonly name: string; sockets: number }>();
  #ended = 0;
  #retransmits = 0;

  get ended(): number {
    return this.#ended;
  }

  add(batch: EndBatch, row: number, kind: number, closer: number): void {
    const columns = batch.columns;
    this.#ended++;
    this.kinds[kind] = (this.kinds[kind] ?? 0) + 1;
    this.#closedFirst[closer] = (this.#closedFirst[closer] ?? 0) + 1;
    if (columns.isCounted[row] === 0) return;
    const received = columns.bytesReceived[row] ?? 0;
    // Closing second, this host has the peer's FIN; closing first, it may not have waited for it. A reset is no FIN.
    const isFin = closer === closerNumbers.peer && kind !== resetByPeer;
    const fin = columns.unreadFin[row] === 1 || isFin ? 1 : 0;
    this.#sent.add(columns.bytesSent[row] ?? 0);
    this.#received.add(Math.max(0, received - fin));
    this.#out.add(columns.segmentsOut[row] ?? 0);
    this.#in.add(columns.segmentsIn[row] ?? 0);
    this.#retransmits += columns.retransmits[row] ?? 0;
    const roundTrip = columns.roundTripUs[row] ?? 0;
    if (roundTrip > 0) this.#roundTrip.add(roundTrip);
    if ((columns.exchanges[row] ?? 0) > 0) this.#exchanges.add(columns.exchanges[row] ?? 0);
  }

  /** Hands over connections that this host reset, of which the kernel has forgotten all counts; takes them back if there are fewer than none. */
  giveResets(to: Group, count: number): void {
    for (const [group, change] of [
      [this, -count],
      [to, count],
    ] as const) {
      group.#ended += change;
      group.kinds[resetByUs] = (group.kinds[resetByUs] ?? 0) + change;
      group.#closedFirst[closerNumbers.us] = (group.#closedFirst[closerNumbers.us] ?? 0) + change;
    }
  }

  /** A process held one of the sockets that ended. */
  held(processes: readonly ProcessInfo[]): void {
    for (const { pid, name } of processes) {
      const known = this.#holders.get(pid);
      if (known !== undefined) known.ended++;
      else if (this.#holders.size < maxProcesses) this.#holders.set(pid, { name, ended: 1 });
    }
  }

  /** A process holds a socket of this group that lives. */
  seen(processes: readonly ProcessInfo[]): void {
    for (const { pid, name } of processes) {
      const known = this.#kin.get(pid);
      if (known !== undefined) known.sockets++;
      else if (this.#kin.size < maxProcesses) this.#kin.set(pid, { name, sockets: 1 });
    }
  }

  /** @param seconds for how long it was listened. */
  figures(seconds: number): WatchedGroup {
    const roundTripMs = this.#roundTrip.spread(1 / 1000);
    const exchanges = this.#exchanges.spread();
    return {
      ended: this.#ended,
      perSecond: seconds > 0 ? this.#ended / seconds : 0,
      kinds: kindCounts(this.kinds),
      closedFirst: closedFirstOf(this.#closedFirst),
      bytes: { sent: this.#sent.traffic(), received: this.#received.traffic() },
      segments: { out: this.#out.traffic(), in: this.#in.traffic() },
      ...(roundTripMs && { roundTripMs }),
      retransmits: this.#retransmits,
      ...(exchanges && { exchanges }),
      processes: this.#processes(),
    };
  }

  #processes(): readonly WatchedProcess[] {
    const held = [...this.#holders].map(([pid, { name, ended }]) => ({ pid, name, ended, probably: false }));
    const kin = [...this.#kin]
      .filter(([pid]) => !this.#holders.has(pid))
      // Who holds most of them is the likeliest.
      .sort(([, a], [, b]) => b.sockets - a.sockets)
      .map(([pid, { name }]) => ({ pid, name, ended: 0, probably: true }));
    return [...held.sort((a, b) => b.ended - a.ended), ...kin].slice(0, maxProcesses);
  }
}

export function kindCounts(counts: Uint32Array): KindCounts {
  const entries = connectionKinds.map((kind, number) => [kind, counts[number] ?? 0] as const);
  return Object.fromEntries(entries) as Record<ConnectionKind, number>;
}
