import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { nodePath, repository } from './paths.ts';
import type { Closing, Destination, Order, Reply } from './trafficMessages.ts';

/** Something that starts processes: a {@link Namespace}, or {@link here} for the namespace one is in. */
export interface Place {
  spawn(command: string, args: readonly string[], options: SpawnOptions): ChildProcess;
}

export const here: Place = { spawn: (command, args, options) => spawn(command, args, options) };

export interface Group {
  /** How many connections. */
  readonly count: number;
  /** The listener's address, default 127.0.0.1. The clients connect to it, or to {@link to}. */
  readonly address?: string;
  /** The listener's port; default: the kernel chooses. */
  readonly port?: number;
  /** The address that clients connect to, when the listener's is a wildcard. */
  readonly to?: string;
  /** The clients' own address. */
  readonly from?: string;
}

interface Waiting {
  readonly resolve: (port: number) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Makes real TCP sockets in known states with a child process. Every method resolves when the sockets are in the
 * state that it names, and gives the listener's address and port.
 */
export class Traffic implements AsyncDisposable {
  readonly #place: Place;
  readonly #child: ChildProcess;
  readonly #deaf = new Set<ChildProcess>();
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Map<string, number>();
  #lastId = 0;

  private constructor(place: Place) {
    this.#place = place;
    this.#child = startScript(place, 'trafficProcess.ts', []);
    const { stdout } = this.#child;
    if (stdout)
      createInterface({ input: stdout }).on('line', (line) => {
        this.#receive(line);
      });
    this.#child.once('exit', (status) => {
      for (const { reject } of this.#waiting.values())
        reject(new Error(`the traffic process ended with ${String(status)}`));
    });
  }

  static start(place: Place): Traffic {
    return new Traffic(place);
  }

  /** The process that holds the sockets, as `ss -p` and `/proc` name it. */
  get pid(): number {
    return this.#child.pid ?? -1;
  }

  /** TIME_WAIT on the clients' side: one ephemeral port each, taken for this destination. */
  async clientTimeWait(group: Group): Promise<Destination> {
    const at = await this.#listen(group, 'peerFirst');
    await this.#order({
      kind: 'connect',
      to: target(group, at),
      count: group.count,
      ending: 'close',
      ...from(group),
    });
    return at;
  }

  /** TIME_WAIT on the listener's side, because the server closes first. */
  async serverTimeWait(group: Group): Promise<Destination> {
    const at = await this.#listen(group, 'serverFirst');
    await this.#order({
      kind: 'connect',
      to: target(group, at),
      count: group.count,
      ending: 'wait',
      ...from(group),
    });
    return at;
  }

  /** CLOSE_WAIT on the listener's side; each peer is in FIN_WAIT_2, and this process holds it. */
  async closeWait(group: Group): Promise<Destination> {
    const at = await this.#listen(group, 'hold');
    await this.#order({
      kind: 'connect',
      to: target(group, at),
      count: group.count,
      ending: 'shutdown',
      ...from(group),
    });
    return at;
  }

  /** As {@link closeWait}, but no process holds the peers: orphans in FIN_WAIT_2 until `tcp_fin_timeout`. */
  async closeWaitWithOrphans(group: Group): Promise<Destination> {
    const at = await this.#listen(group, 'hold');
    await this.#order({
      kind: 'connect',
      to: target(group, at),
      count: group.count,
      ending: 'abandon',
      ...from(group),
    });
    return at;
  }

  /** Established on both sides: `count` client sockets and as many on the listener's side. */
  async established(group: Group): Promise<Destination> {
    const at = await this.#listen(group, 'hold');
    await this.#order({
      kind: 'connect',
      to: target(group, at),
      count: group.count,
      ending: 'keep',
      ...from(group),
    });
    return at;
  }

  /** A listening socket without connections. */
  listen(address = '127.0.0.1', port = 0, backlog = 4096): Promise<Destination> {
    return this.#listenAt({ address, port }, 'peerFirst', backlog);
  }

  /**
   * A listener that accepts nothing, and `count` clients. The kernel's queue holds backlog + 1 of them; the
   * others stay in SYN_SENT, and each of their SYNs counts as `ListenOverflows` and `ListenDrops`.
   */
  async acceptQueueOverflow(group: Group & { readonly backlog: number }): Promise<Destination> {
    const address = group.address ?? '127.0.0.1';
    const child = startScript(this.#place, 'deafListener.ts', [
      address,
      String(group.port ?? 0),
      String(group.backlog),
    ]);
    this.#deaf.add(child);
    if (!child.stdout) throw new Error('the listener has no standard output');
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    const at = { address, port: Number(line) };
    await this.#order({ kind: 'knock', to: target(group, at), count: group.count });
    return at;
  }

  /**
   * Starts a connection to a listener whose queue is full, again and again until `work` has settled, so that the counters grow
   * all that time: the kernel repeats the SYNs of a waiting client ever more rarely.
   */
  async knockDuring<T>(at: Destination, work: Promise<T>): Promise<T> {
    const done = work.then(() => true);
    do await this.#order({ kind: 'knock', to: at, count: 1 });
    while (!(await Promise.race([done, sleep(100, false)])));
    return work;
  }

  /** Closes all sockets that are held, listeners included. What is in TIME_WAIT stays there. */
  async release(): Promise<void> {
    await Promise.all([...this.#deaf].map(end));
    this.#deaf.clear();
    this.#listeners.clear();
    await this.#order({ kind: 'release' });
  }

  /** Ends the processes. */
  async dispose(): Promise<void> {
    await Promise.all([...this.#deaf, this.#child].map(end));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.dispose();
  }

  #listen(group: Group, closing: Closing): Promise<Destination> {
    return this.#listenAt({ address: group.address ?? '127.0.0.1', port: group.port ?? 0 }, closing);
  }

  async #listenAt(at: Destination, closing: Closing, backlog?: number): Promise<Destination> {
    const key = `${closing} ${at.address} ${String(at.port)}`;
    const known = at.port === 0 ? undefined : this.#listeners.get(key);
    if (known !== undefined) return { ...at, port: known };
    const port = await this.#order({
      kind: 'listen',
      at,
      closing,
      ...(backlog === undefined ? {} : { backlog }),
    });
    this.#listeners.set(`${closing} ${at.address} ${String(port)}`, port);
    return { ...at, port };
  }

  #order(order: Order): Promise<number> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#child.stdin?.write(`${JSON.stringify({ ...order, id })}\n`);
    });
  }

  #receive(line: string): void {
    const reply = JSON.parse(line) as Reply;
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (reply.kind === 'done') waiting?.resolve(reply.port);
    else waiting?.reject(new Error(reply.message));
  }
}

function target(group: Group, at: Destination): Destination {
  return { address: group.to ?? at.address, port: at.port };
}

function from(group: Group): { readonly from?: string } {
  return group.from === undefined ? {} : { from: group.from };
}

/**
 * On one processor: there the kernel handles a segment of loopback where it was sent, so each connection's segments
 * arrive in order and none meets its socket while a call holds it. On two, an ACK that does leaves an orphan as a full
 * socket in FIN_WAIT2, and one that comes late ends TIME_WAIT by a reset.
 */
function startScript(place: Place, name: string, args: readonly string[]): ChildProcess {
  const script = join(repository, 'test/support', name);
  return place.spawn('taskset', ['-c', firstProcessor(), nodePath, script, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

/** The number of one that this process may use, as taskset takes it. */
export function firstProcessor(): string {
  const allowed = /^Cpus_allowed_list:\s*(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  if (allowed === undefined) throw new Error('/proc/self/status names no processor that is allowed');
  return allowed;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
