import type { ChangeListener, StateChange, TracedProcess } from '../model/stateChange.ts';
import { addressText } from '../model/addressTable.ts';
import type { ExactAct, ExactCount, ExactProcess, ExactWatch, ReplayedSocket } from '../model/exactWatch.ts';
import { isTcpState, TcpState, tcpStateName } from '../model/tcpState.ts';
import { Recent } from './recent.ts';

/** Beyond, sockets are not followed from their opening to their end, and what is new is not counted. */
const maxSockets = 10_000;
const maxCounts = 10_000;
const maxThreads = 10_000;
/** Of what is waiting for the other source to tell of the same connection; they are milliseconds apart. */
const maxWaiting = 20_000;
/** Of what different processes did to the same connection, or to the same address without a port of their own. */
const maxWaitingOfEach = 100;
/** What a result tells. */
const maxTold = 200;
const maxReplays = 60;
const replaysOfEach = 3;
/** No connection has more changes than TCP has states. */
const maxSteps = 12;

interface Counted {
  readonly about: Omit<ExactCount, 'count'>;
  readonly count: number;
}

interface Ends {
  readonly localAddress: string;
  readonly localPort: number;
  readonly remoteAddress: string;
  readonly remotePort: number;
}

/** A socket between its first change and its end. */
interface Followed {
  /** Undefined if it was opened before. */
  readonly side: ExactCount['side'] | undefined;
  readonly opener: TracedProcess | undefined;
  readonly steps: {
    readonly atUs: number;
    readonly from: number;
    readonly to: number;
    readonly by?: ExactProcess;
  }[];
}

/** Counts which process connected, which closed first and whose connect() failed, and keeps some connections for replay. */
export class ExactLog implements ChangeListener {
  readonly #isListening: (port: number) => boolean;
  readonly #sockets = new Map<number, Followed>();
  readonly #counts = new Map<string, Counted>();
  readonly #ends = new Recent<true>(maxWaiting);
  readonly #unvouched = new Recent<Map<string, Counted>>(maxWaiting);
  readonly #replays: ReplayedSocket[] = [];
  readonly #replaysByEnd = new Map<string, number>();
  /** The last connect() of a thread that ended without a connection, until the kernel tells what it returned. */
  readonly #failed = new Map<
    number,
    { readonly key: string; readonly ends: Ends; readonly isCounted: boolean }
  >();

  /** @param isListening whether a socket listens on a port: tells the sides of connections that were opened before. */
  constructor(isListening: (port: number) => boolean) {
    this.#isListening = isListening;
  }

  /**
   * A connection of the watched network namespace has ended. That vouches for what a process did to it that was gone before
   * its own namespace could be read: the trace is of all namespaces.
   */
  ended(local: readonly number[], localPort: number, remote: readonly number[]): void {
    const key = keyOf(local, localPort, remote);
    this.#ends.set(key, true);
    for (const counted of this.#unvouched.get(key)?.values() ?? []) add(this.#counts, counted, maxCounts);
    this.#unvouched.delete(key);
  }

  changed(change: StateChange): void {
    const { socket, from, to, by } = change;
    if (by?.isWatched === false) {
      this.#sockets.delete(socket);
      return;
    }
    if (from === TcpState.LISTEN && to === TcpState.CLOSE) return;
    if (to === TcpState.LISTEN) return;
    const followed = this.#follow(change);
    if (followed === undefined) return;
    if (followed.steps.length < maxSteps)
      followed.steps.push({ atUs: change.atUs, from, to, ...(by && { by: processOf(by) }) });
    this.#judge(change, followed);
    if (to === TcpState.CLOSE) {
      this.#sockets.delete(socket);
      this.#keep(change, followed);
    }
  }

  connectFailed(by: TracedProcess): void {
    if (by.isWatched === false) return;
    const last = this.#failed.get(by.thread);
    this.#failed.delete(by.thread);
    if (last?.isCounted === true) return;
    // Without a socket that it happened to, nothing tells whose a process is that is gone.
    if (last === undefined && by.isWatched === undefined) return;
    const { remoteAddress = '', remotePort = 0 } = last?.ends ?? {};
    this.#count(last?.key, 'noLocalPort', by, 'destination', remoteAddress, remotePort);
  }

  /** @param lost state changes that were never told. */
  result(lost: number): ExactWatch {
    const counts = [...this.#counts.values()].sort((a, b) => b.count - a.count);
    return {
      lost,
      counts: counts.slice(0, maxTold).map(({ about, count }) => ({ ...about, count })),
      countCount: counts.length,
      replays: this.#replays,
    };
  }

  #follow({ socket, from, to, by }: StateChange): Followed | undefined {
    const known = this.#sockets.get(socket);
    const side = to === TcpState.SYN_SENT ? 'destination' : to === TcpState.SYN_RECV ? 'listener' : undefined;
    // A socket that was not seen to end is another one by now.
    if (known !== undefined && side === undefined) return known;
    if (known === undefined && this.#sockets.size >= maxSockets) return undefined;
    const isOpening = from === TcpState.CLOSE || from === TcpState.LISTEN;
    const followed: Followed = { side: isOpening ? side : undefined, opener: by, steps: [] };
    this.#sockets.set(socket, followed);
    return followed;
  }

  #judge(change: StateChange, { side, opener }: Followed): void {
    const { from, to, by } = change;
    const key = keyOf(change.local, change.localPort, change.remote);
    if (from === TcpState.SYN_SENT && to === TcpState.ESTABLISHED && opener !== undefined) {
      const { remoteAddress, remotePort } = endsOf(change);
      this.#count(key, 'connected', opener, 'destination', remoteAddress, remotePort);
    } else if (from === TcpState.SYN_SENT && to === TcpState.CLOSE && by !== undefined) {
      const ends = endsOf(change);
      // Without a port of its own it has never sent anything: it found none.
      const isCounted = ends.localPort === 0;
      if (isCounted) this.#count(key, 'noLocalPort', by, 'destination', ends.remoteAddress, ends.remotePort);
      if (this.#failed.size < maxThreads) this.#failed.set(by.thread, { key, ends, isCounted });
    } else if (isFirstClose(from, to) && by !== undefined) {
      const { localAddress, localPort, remoteAddress, remotePort } = endsOf(change);
      const isServer = side === undefined ? this.#isListening(localPort) : side === 'listener';
      if (isServer) this.#count(key, 'closedFirst', by, 'listener', localAddress, localPort);
      else this.#count(key, 'closedFirst', by, 'destination', remoteAddress, remotePort);
    }
  }

  /** @param key of the socket; undefined if it is not known, or no matter. */
  #count(
    key: string | undefined,
    act: ExactAct,
    by: TracedProcess,
    side: ExactCount['side'],
    address: string,
    port: number,
  ): void {
    const about = { act, ...processOf(by), side, address, port };
    if (by.isWatched === true || key === undefined || this.#ends.get(key) === true) {
      add(this.#counts, { about, count: 1 }, maxCounts);
      return;
    }
    const waiting = this.#unvouched.get(key) ?? new Map<string, Counted>();
    if (waiting.size === 0) this.#unvouched.set(key, waiting);
    add(waiting, { about, count: 1 }, maxWaitingOfEach);
  }

  #keep(change: StateChange, { side, steps }: Followed): void {
    const [first] = steps;
    // A connection without confirmation may belong to another network namespace.
    const isVouchedFor = steps.some(({ by }) => by?.probably === false);
    if (side === undefined || first === undefined || !isVouchedFor || this.#replays.length >= maxReplays)
      return;
    const ends = endsOf(change);
    const key =
      side === 'listener'
        ? `${ends.localAddress} ${String(ends.localPort)}`
        : `${ends.remoteAddress} ${String(ends.remotePort)}`;
    const kept = this.#replaysByEnd.get(`${side} ${key}`) ?? 0;
    if (kept >= replaysOfEach) return;
    this.#replaysByEnd.set(`${side} ${key}`, kept + 1);
    this.#replays.push({
      side,
      ...ends,
      steps: steps.flatMap(({ atUs, from, to, by }) =>
        isTcpState(from) && isTcpState(to)
          ? [
              {
                afterUs: Math.round(atUs - first.atUs),
                from: tcpStateName(from),
                to: tcpStateName(to),
                ...(by && { by }),
              },
            ]
          : [],
      ),
    });
  }
}

/** @param most beyond, what is new is not counted. */
function add(counts: Map<string, Counted>, { about, count }: Counted, most: number): void {
  const { act, pid, name, probably, side, address, port } = about;
  const id = JSON.stringify([act, pid, name, probably, side, address, port]);
  const known = counts.get(id);
  if (known !== undefined) counts.set(id, { about, count: known.count + count });
  else if (counts.size < most) counts.set(id, { about, count });
}

/** A process closed or reset a connection that was established; CLOSE_WAIT would mean that the peer was first. */
function isFirstClose(from: number, to: number): boolean {
  const isOpen = from === TcpState.ESTABLISHED || from === TcpState.SYN_RECV;
  return isOpen && (to === TcpState.FIN_WAIT1 || to === TcpState.CLOSE);
}

/** A connect() without a local port ends without one, and the kernel forgets the peer's port of a reset connection. */
function keyOf(local: readonly number[], localPort: number, remote: readonly number[]): string {
  return [...(localPort === 0 ? [] : local), localPort, ...remote].join(' ');
}

function processOf({ pid, name, probably }: TracedProcess): ExactProcess {
  return { pid, name, probably };
}

function endsOf({ local, localPort, remote, remotePort }: StateChange): Ends {
  return { localAddress: addressText(local), localPort, remoteAddress: addressText(remote), remotePort };
}
