import type { AddressTable } from '../model/addressTable.ts';
import { inSteps } from '../model/inSteps.ts';
import { keepCompiled } from '../model/keepCompiled.ts';
import { livingRows } from '../model/livingRows.ts';
import type { SocketEnd } from '../model/socketEnd.ts';
import { connectionKinds, type WatchedConnections } from '../model/watched.ts';
import { BatchGroups } from './batchGroups.ts';
import { closerOf } from './closers.ts';
import { isFailed, kindNumbers } from './connectionKind.ts';
import { EndBatch } from './endBatch.ts';
import { ForgottenPorts, type Move } from './forgottenPorts.ts';
import { Group, kindCounts } from './group.ts';
import { History } from './history.ts';
import { resolvePorts } from './resolvePorts.ts';
import { ListeningSockets, type ListeningSocket, type SocketLook } from './socketLook.ts';
import { TupleMatcher } from './tupleMatcher.ts';

/** Beyond, what is new is counted in the totals only: a scan must not fill the memory. */
const maxGroups = 10_000;
/** What a result tells; the totals count all. */
const maxTold = 200;
const { resetByUs, resetByPeer, timedOut } = kindNumbers;

interface Destination {
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly group: Group;
}

interface Listener extends ListeningSocket {
  readonly group: Group;
}

/** What is known of a batch while its ends are folded. */
interface Settling {
  readonly batch: EndBatch;
  readonly groups: BatchGroups;
  readonly matcher: TupleMatcher;
  /** Of each row, whether this host closed first. */
  readonly isTimeWait: Uint8Array;
  readonly hasLook: boolean;
  readonly isLate: boolean;
}

/**
 * Folds ends of sockets into connections by destination and by listening socket. An end waits in a batch until the socket
 * table was looked at after it: only then is known whose it was, who accepts connections, and what is in TIME_WAIT.
 */
export class ConnectionLog {
  readonly #destinations = new Map<string, Destination>();
  readonly #listeners = new Map<string, Listener>();
  readonly #listening = new ListeningSockets();
  readonly #history = new History();
  readonly #kinds = new Uint32Array(connectionKinds.length);
  readonly #matcher = new TupleMatcher();
  readonly #forgotten = new ForgottenPorts();
  #batch = new EndBatch();
  /** One that was folded: its room is used again. */
  #spare: EndBatch | undefined;
  #last: SocketLook | undefined;
  #ended = 0;
  readonly #groups = {
    listener: (socket: ListeningSocket) => this.#listenerOf(socket),
    destination: (address: string, port: number) => this.#destinationOf(address, port),
  };

  /** The addresses of the end that is added next belong to it. */
  get addresses(): AddressTable {
    return this.#batch.addresses;
  }

  /** Connections that ended so far, looked up or not. */
  get ended(): number {
    return this.#ended;
  }

  /** Whether a socket was seen to listen on this port. */
  isListening(port: number): boolean {
    return this.#listening.hasPort(port);
  }

  /** Whether so many ends wait that they should be looked up now. */
  get isFull(): boolean {
    return this.#batch.isFull;
  }

  /** Sockets that were never connected, listening ones for example, are no connections. */
  add(end: Readonly<SocketEnd>, second: number): void {
    if (this.#batch.addresses.isWildcard(end.remoteAddress)) {
      this.#batch.addUnconnected(end);
      return;
    }
    this.#ended++;
    const row = this.#batch.length;
    this.#batch.add(end);
    this.#history.add(second, isFailed[this.#batch.columns.kindOfClient[row] ?? 0] === true);
  }

  /** Takes the ends so far, until they are settled; what ends from now on waits for the next look. */
  take(): EndBatch {
    const taken = this.#batch;
    this.#batch = this.#spare ?? new EndBatch();
    this.#spare = undefined;
    return taken;
  }

  /** Takes a look from before the ends that wait: who listened, and who held what. */
  lookBefore(look: SocketLook): void {
    this.#listening.add(look);
    this.#see(look);
  }

  /**
   * Folds ends that were taken before a look at the socket table; without a look, whose they were stays open. The batch is used for
   * others afterwards.
   * @param isLate whether what ended first may have left TIME_WAIT before the look.
   */
  settle(batch: EndBatch, look: SocketLook | undefined, isLate = false): void {
    if (look !== undefined) this.#listening.add(look);
    resolvePorts(batch, this.#last?.table, look?.table);
    const matcher = this.#matcher;
    matcher.begin(batch);
    const isTimeWait = new Uint8Array(batch.length);
    const held = new Map<number, number>();
    if (look !== undefined) matcher.markClosedFirst(look.table, isTimeWait);
    if (this.#last !== undefined) matcher.noteInodes(this.#last.table, held);
    // Who stopped listening between the last of these ends and the look is in neither: its own end came later.
    const later = this.#batch;
    const listening = this.#listening
      .with(batch.addresses, batch.unconnected)
      .with(later.addresses, later.unconnected);
    const groups = new BatchGroups(batch, listening, this.#groups);
    const settling = { batch, groups, matcher, isTimeWait, hasLook: look !== undefined, isLate };
    inSteps(batch.length, (from, to) => {
      this.#foldRows(settling, from, to);
    });
    for (const [row, inode] of held) groups.of(row).group?.held(this.#last?.owners.get(inode) ?? []);
    this.#forgotten.place(this.#move);
    if (look !== undefined) this.#see(look);
    if (batch.isMostlyEmpty) return;
    batch.clear();
    this.#spare = batch;
  }

  #foldRows(settling: Settling, from: number, to: number): void {
    for (let row = from; row < to; row++) this.#fold(settling, row);
  }

  /** Counts one end. */
  #fold(settling: Settling, row: number): void {
    const { batch, groups } = settling;
    const { group, isServer } = groups.of(row);
    const kind = (isServer ? batch.columns.kindOfServer[row] : batch.columns.kindOfClient[row]) ?? 0;
    this.#kinds[kind] = (this.#kinds[kind] ?? 0) + 1;
    if (group === undefined) return;
    const isUs = settling.isTimeWait[row] === 1;
    const isKnown = settling.hasLook && settling.matcher.isUnique(row) && (isUs || !settling.isLate);
    group.add(batch, row, kind, closerOf(kind, isKnown, isUs));
    if (kind === resetByUs || kind === resetByPeer || kind === timedOut)
      this.#pair(batch, row, kind === resetByUs, isServer);
  }

  /** Notes what an end tells of ports that the kernel has forgotten; a connection with both ends here has one of our addresses at both. */
  #pair({ addresses, columns }: EndBatch, row: number, isReset: boolean, isServer: boolean): void {
    const [local, remote] = [columns.localAddress[row] ?? 0, columns.remoteAddress[row] ?? 0];
    const [localPort, remotePort] = [columns.localPort[row] ?? 0, columns.remotePort[row] ?? 0];
    if (remotePort === 0) {
      if (isReset && !isServer) this.#forgotten.reset(localPort, addresses.format(remote));
    } else if (local === remote || addresses.isLoopback(remote)) {
      if (isServer) this.#forgotten.otherEnd(remotePort, addresses.format(local), localPort);
      else this.#forgotten.ownEnd(localPort, addresses.format(remote), remotePort);
    }
  }

  readonly #move: Move = (address, port, count) => {
    const [from, to] = [this.#destinationOf(address, 0), this.#destinationOf(address, port)];
    if (from !== undefined && to !== undefined) from.giveResets(to, count);
    if (from?.ended === 0) this.#destinations.delete(keyOf(address, 0));
    if (to?.ended === 0) this.#destinations.delete(keyOf(address, port));
    return from !== undefined && to !== undefined;
  };

  /** An empty log that goes on from here: what waits for a look is counted there, and the last look helps there. */
  next(): ConnectionLog {
    const next = new ConnectionLog();
    // Who stopped listening before that look is forgotten: its port may be anybody's by now.
    if (this.#last !== undefined) next.#listening.add(this.#last);
    next.#last = this.#last;
    next.#batch = this.#batch;
    next.#ended = this.#batch.length;
    return next;
  }

  /** @param seconds for which it was listened; @param lost messages that never came. */
  result(seconds: number, lost: number): WatchedConnections {
    const destinations = [...this.#destinations.values()].sort((a, b) => b.group.ended - a.group.ended);
    const listeners = [...this.#listeners.values()].sort((a, b) => b.group.ended - a.group.ended);
    return {
      seconds,
      ended: this.#ended,
      lost,
      kinds: kindCounts(this.#kinds),
      history: this.#history.value(seconds),
      destinations: destinations
        .slice(0, maxTold)
        .map(({ group, ...destination }) => ({ ...destination, ...group.figures(seconds) })),
      destinationCount: destinations.length,
      listeners: listeners
        .slice(0, maxTold)
        .map(({ group, ...listener }) => ({ ...listener, ...group.figures(seconds) })),
      listenerCount: listeners.length,
    };
  }

  #listenerOf(socket: ListeningSocket): Group | undefined {
    const key = keyOf(socket.address, socket.port);
    const known = this.#listeners.get(key);
    if (known !== undefined || this.#isCrowded) return known?.group;
    const group = new Group();
    this.#listeners.set(key, { ...socket, group });
    return group;
  }

  #destinationOf(remoteAddress: string, remotePort: number): Group | undefined {
    const key = keyOf(remoteAddress, remotePort);
    const known = this.#destinations.get(key);
    if (known !== undefined || this.#isCrowded) return known?.group;
    const group = new Group();
    this.#destinations.set(key, { remoteAddress, remotePort, group });
    return group;
  }

  get #isCrowded(): boolean {
    return this.#destinations.size + this.#listeners.size >= maxGroups;
  }

  /** Who holds living sockets of a group probably had its others, too. */
  #see(look: SocketLook): void {
    this.#last = look;
    const { table, owners } = look;
    for (const row of livingRows(table)) {
      const inode = table.inode[row] ?? 0;
      if (inode === 0) continue;
      const holders = owners.get(inode);
      if (holders === undefined) continue;
      const listening = this.#listening.at(
        table.addresses,
        table.localAddress[row] ?? 0,
        table.localPort[row] ?? 0,
      );
      if (listening !== undefined) {
        this.#listeners.get(keyOf(listening.address, listening.port))?.group.seen(holders);
      } else {
        const address = table.addresses.format(table.remoteAddress[row] ?? 0);
        // Where the kernel forgot the port, the address alone has to do.
        for (const port of [table.remotePort[row] ?? 0, 0])
          this.#destinations.get(keyOf(address, port))?.group.seen(holders);
      }
    }
  }
}

function keyOf(address: string, port: number): string {
  return `${address} ${String(port)}`;
}

keepCompiled(new ConnectionLog(), new Group());
