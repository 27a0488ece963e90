import type { Host } from '../collect/host.ts';
import type { Listened, SocketEndSource } from '../collect/socketEndSource.ts';
import { Stop, type Cancellation } from '../model/cancellation.ts';
import { problemsOf, valueOf, withProblems, type Outcome, type Problem } from '../model/outcome.ts';
import type { WatchedConnections } from '../model/watched.ts';
import { SockDiagEndParser, type SocketEndParser } from '../parse/socketEnds.ts';
import { SsEndParser } from '../parse/ssEnds.ts';
import { ConnectionLog } from '../watch/connectionLog.ts';
import type { SocketLook } from '../watch/socketLook.ts';

/** Time that passes evenly, whatever the clock on the wall does. */
export interface Pacing {
  /** Milliseconds since some moment. */
  readonly now: () => number;
  readonly pause: (ms: number) => Promise<void>;
}

export interface WatchRequest extends Pacing {
  readonly source: SocketEndSource;
  readonly host: Pick<Host, 'owners'>;
  /** Until it is stopped where it is absent. */
  readonly seconds?: number;
  /** Stops it early: what was seen until then is the result. */
  readonly until: Cancellation;
  /** About once a second. */
  readonly onProgress?: (progress: WatchProgress) => void;
}

export interface WatchProgress {
  readonly seconds: number;
  /** Connections that ended so far. */
  readonly ended: number;
  /** What is known of them so far. */
  result(): WatchedConnections;
}

/** How often it is looked whether it is time for something, in milliseconds; a stop waits no longer. */
const tickMs = 50;
const progressMs = 1000;
/** Between two looks at the socket table; more where looking takes more than its share of the time. */
const lookPauseMs = 500;
const lookShare = 0.03;

/**
 * Listens for connections that end, and folds them. Between, it looks at the socket table: for who listens, who holds what,
 * and what is in TIME_WAIT. A failure is an outcome; being stopped is the normal end.
 */
export async function watchConnections(request: WatchRequest): Promise<Outcome<WatchedConnections>> {
  return new Watch(request).run();
}

class Watch {
  readonly #request: WatchRequest;
  readonly #log = new ConnectionLog();
  readonly #parser: SocketEndParser;
  readonly #stop = new Stop();
  #startedAt: number | undefined;
  #nextLookAt = 0;
  #lookProblems: readonly Problem[] = [];

  constructor(request: WatchRequest) {
    this.#request = request;
    const { format } = request.source;
    const addresses = () => this.#log.addresses;
    const add: ConstructorParameters<typeof SsEndParser>[1] = (end) => {
      this.#log.add(end, Math.floor(this.#seconds));
    };
    this.#parser =
      format.kind === 'ss'
        ? new SsEndParser(addresses, add)
        : new SockDiagEndParser(addresses, format.byteOrder, add);
  }

  async run(): Promise<Outcome<WatchedConnections>> {
    const { source, until } = this.#request;
    const stop = (): void => {
      this.#stop.abort();
    };
    until.addEventListener('abort', stop);
    if (until.aborted) stop();
    try {
      const listening = source.listen({
        onChunk: (chunk) => {
          this.#parser.push(chunk);
        },
        onListening: () => {
          this.#startedAt = this.#request.now();
        },
        until: this.#stop,
      });
      const ended = listening.finally(stop);
      const failed = await this.#follow();
      stop();
      const listened = await ended;
      const seconds = this.#seconds;
      if (failed !== undefined) return failed;
      const value = valueOf(listened);
      if (value === undefined) return listened as Outcome<never>;
      await this.#settle();
      return this.#result(seconds, value);
    } finally {
      stop();
      until.removeEventListener('abort', stop);
    }
  }

  /** Looks now and then until it is time to end; what makes watching pointless otherwise. */
  async #follow(): Promise<Outcome<never> | undefined> {
    const { now, pause, seconds = Infinity, onProgress } = this.#request;
    let nextProgressAt = now() + progressMs;
    let isFirst = true;
    while (!this.#stop.aborted && this.#seconds < seconds) {
      if (this.#startedAt !== undefined && (isFirst || now() >= this.#nextLookAt || this.#log.isFull)) {
        const failed = await this.#settle();
        // Without the kernel's module for TCP nothing is announced, and nobody says so.
        if (isFirst && failed !== undefined) return failed;
        isFirst = false;
      }
      if (now() >= nextProgressAt) {
        nextProgressAt += progressMs;
        onProgress?.({
          seconds: this.#seconds,
          ended: this.#log.ended,
          result: () => this.#log.result(this.#seconds, 0),
        });
      }
      await pause(Math.min(tickMs, Math.max(1, (seconds - this.#seconds) * 1000)));
    }
    return undefined;
  }

  /** Folds what ended until now, by a look at the sockets after it. */
  async #settle(): Promise<Outcome<never> | undefined> {
    const { now } = this.#request;
    const startedAt = now();
    const batch = this.#log.take();
    const looked = await this.#look();
    const look = 'table' in looked ? looked : undefined;
    this.#log.settle(batch, look);
    const cost = now() - startedAt;
    this.#nextLookAt = now() + Math.max(lookPauseMs, cost / lookShare);
    if (look !== undefined) return undefined;
    const outcome = looked as Outcome<never>;
    this.#lookProblems = problemsOf(outcome);
    return outcome;
  }

  async #look(): Promise<SocketLook | Outcome<never>> {
    const { source, host } = this.#request;
    // A look that has begun is finished: it tells whose the last ones were.
    const never = new Stop();
    const collected = await source.sockets(never);
    const sockets = valueOf(collected);
    if (sockets === undefined) return collected as Outcome<never>;
    const { table, owners: named } = sockets;
    if (named !== undefined) return { table, owners: named };
    const inodes = new Set(table.inode);
    inodes.delete(0);
    const owners = inodes.size === 0 ? undefined : valueOf(await host.owners(inodes, never));
    return { table, owners: owners ?? new Map() };
  }

  #result(seconds: number, { lost, problems }: Listened): Outcome<WatchedConnections> {
    const bad = this.#parser.bad;
    const unread: Problem = {
      code: 'watch-bad-messages',
      message: `${String(bad)} announcements could not be read and are not counted.`,
      nextStep: 'Report it to us with the kernel’s version.',
    };
    return withProblems(this.#log.result(seconds, lost), [
      ...problems,
      ...this.#lookProblems,
      ...(bad > 0 ? [unread] : []),
    ]);
  }

  get #seconds(): number {
    return this.#startedAt === undefined ? 0 : (this.#request.now() - this.#startedAt) / 1000;
  }
}
