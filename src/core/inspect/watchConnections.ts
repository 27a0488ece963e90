import type { Host } from '../collect/host.ts';
import type { Listened, SocketEndSource } from '../collect/socketEndSource.ts';
import type { StateChangeSource } from '../collect/stateChangeSource.ts';
import { CancelledError, isCancelled, Stop, type Cancellation } from '../model/cancellation.ts';
import { heldInodes } from '../model/heldInodes.ts';
import { problemsOf, valueOf, withProblems, type Outcome, type Problem } from '../model/outcome.ts';
import type { WatchedConnections } from '../model/watched.ts';
import type { SocketLook } from '../watch/socketLook.ts';
import { EndListening } from './endListening.ts';
import { ExactListening, type ExactResult } from './exactListening.ts';

/** Time that passes evenly, whatever the clock on the wall does. */
export interface Pacing {
  /** Milliseconds since some moment. */
  readonly now: () => number;
  /** Resolves after so many milliseconds; rejects with `CancelledError` as soon as it is cancelled. */
  readonly pause: (ms: number, cancellation?: Cancellation) => Promise<void>;
}

export interface WatchRequest extends Pacing {
  readonly source: SocketEndSource;
  readonly host: Pick<Host, 'owners'>;
  /** Until it is stopped where it is absent. */
  readonly seconds?: number;
  /** Exact mode, for at most `mostExactSeconds`. It fails as a whole where this cannot be listened to. */
  readonly exact?: StateChangeSource;
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

/** A trace costs something on every change of a socket, so it does not go on until somebody remembers it. */
export const mostExactSeconds = 60;
/** A host whose kernel is another one. */
export const cannotBeExact: Problem = {
  code: 'exact-unavailable',
  message:
    'Exact mode reads the kernel’s trace, which works only on this machine and its network namespaces.',
  nextStep: 'Run socket-diagnostics watch --exact on that host, or watch it without exact mode.',
};
/** How often it is looked whether it is time for something, in milliseconds. */
const tickMs = 50;
const progressMs = 1000;
/** Between two looks at the socket table; more where looking takes more than its share of a processor. */
const lookPauseMs = 500;
const lookShare = 0.01;
/** A connection stays in TIME_WAIT for 60 s, which shows who closed first: no longer between two looks, whatever they cost. */
const longestLookPauseMs = 40_000;
/** What ended longer before a look may have left TIME_WAIT by then. */
const timeWaitSeenMs = 55_000;
/** How long what happened before a look may be on its way; see `longPauseMs` of the host's listening. */
const wayMs = 125;
/** Who stops it waits no longer than this for what a large table tells of the last ends, in milliseconds. */
const lastLookMs = 80;
/** What takes more time than that: sockets, and sockets whose processes are looked for. */
const largeTable = 50_000;
const manyInodes = 5000;

/**
 * Listens for connections that end, and folds them. Between, it looks at the socket table: for who listens, who holds what,
 * and what is in TIME_WAIT. A failure is an outcome; being stopped is the normal end.
 */
export async function watchConnections(request: WatchRequest): Promise<Outcome<WatchedConnections>> {
  return new Watch(request).run();
}

class Watch {
  readonly #request: WatchRequest;
  readonly #listening: EndListening;
  readonly #tracing: ExactListening | undefined;
  readonly #givingUp = new Stop();
  /** Whether a look takes long, or is not known not to. */
  #isSlow = true;
  #nextLookAt = 0;
  /** What the look before took. */
  #lookCost = 0;
  /** Since when ends wait for a look. */
  #takenAt: number | undefined;
  #lookProblems: readonly Problem[] = [];

  constructor(request: WatchRequest) {
    this.#request = request;
    const { exact } = request;
    const tracing = exact && new ExactListening(exact, (port) => this.#listening.log.isListening(port));
    this.#tracing = tracing;
    this.#listening = new EndListening(request.source, request.now, tracing?.onEnd);
  }

  async run(): Promise<Outcome<WatchedConnections>> {
    const { until, pause } = this.#request;
    const stop = (): void => {
      this.#listening.stopping.abort();
    };
    const stopSoon = (): void => {
      stop();
      void pause(lastLookMs).then(() => {
        if (this.#isSlow) this.#givingUp.abort();
      });
    };
    until.addEventListener('abort', stopSoon);
    if (until.aborted) stop();
    const tracing = this.#tracing;
    try {
      const failed = (await tracing?.begun) ?? (await this.#follow());
      const listened = await this.#listening.stop();
      const { seconds } = this.#listening;
      if (failed !== undefined) return failed;
      const value = valueOf(listened);
      if (value === undefined) return listened as Outcome<never>;
      await this.#settle(true);
      return this.#result(seconds, value, await tracing?.stop());
    } finally {
      stop();
      until.removeEventListener('abort', stopSoon);
      await tracing?.stop();
    }
  }

  /** Looks now and then until it is time to end; what makes watching pointless otherwise. */
  async #follow(): Promise<Outcome<never> | undefined> {
    const { now, exact, onProgress } = this.#request;
    const seconds = Math.min(this.#request.seconds ?? Infinity, exact ? mostExactSeconds : Infinity);
    const listening = this.#listening;
    let nextProgressAt = now() + progressMs;
    let isFirst = true;
    while (!listening.stopping.aborted && listening.seconds < seconds) {
      if (listening.hasBegun && (isFirst || now() >= this.#nextLookAt || listening.log.isFull)) {
        const failed = await this.#settle(false);
        // Without the kernel's module for TCP nothing is announced, and nobody says so.
        if (isFirst && failed !== undefined) return failed;
        isFirst = false;
      }
      // Whoever hears of progress may rely on being listened to.
      if (listening.hasBegun && now() >= nextProgressAt) {
        // After a sleep of the machine what was missed is not made up for.
        nextProgressAt = Math.max(nextProgressAt + progressMs, now());
        onProgress?.({
          seconds: listening.seconds,
          ended: listening.log.ended,
          result: () => listening.log.result(listening.seconds, listening.lost),
        });
      }
      if (isCancelled(listening.stopping)) break;
      await this.#rest(Math.min(tickMs, Math.max(1, (seconds - listening.seconds) * 1000)));
    }
    return undefined;
  }

  /** Who stops it waits for no pause. */
  async #rest(ms: number): Promise<void> {
    const { stopping } = this.#listening;
    if (stopping.aborted) return;
    await new Promise<void>((resolve) => {
      const end = (): void => {
        stopping.removeEventListener('abort', end);
        resolve();
      };
      stopping.addEventListener('abort', end);
      void this.#request.pause(ms).then(end);
    });
  }

  /** Folds what ended until now, by a look at the sockets after it. */
  async #settle(isLast: boolean): Promise<Outcome<never> | undefined> {
    const { now } = this.#request;
    const { log } = this.#listening;
    const startedAt = now();
    const since = this.#takenAt ?? startedAt;
    this.#takenAt = startedAt;
    const batch = log.take();
    const costBefore = this.#lookCost;
    const looked = await this.#look();
    const look = looked !== 'given-up' && 'table' in looked ? looked : undefined;
    const isLate = now() - since > timeWaitSeenMs;
    if (batch.length > 0 && !isLast) await this.#rest(wayMs);
    log.settle(batch, look, isLate);
    // The first look loads what the others use, and any may have to do with what else this process does.
    const cost = Math.min(costBefore, this.#lookCost);
    this.#nextLookAt = now() + Math.min(longestLookPauseMs, Math.max(lookPauseMs, cost / lookShare));
    if (look !== undefined || looked === 'given-up') return undefined;
    const outcome = looked as Outcome<never>;
    this.#lookProblems = problemsOf(outcome);
    return outcome;
  }

  /** A look that has begun goes on for a while after a stop: it tells whose the last ones were. */
  async #look(): Promise<SocketLook | Outcome<never> | 'given-up'> {
    const { source, now } = this.#request;
    const clock = (): number => source.spentMs?.() ?? now();
    const before = clock();
    try {
      return await this.#readSockets(this.#givingUp);
    } catch (error) {
      if (error instanceof CancelledError) return 'given-up';
      throw error;
    } finally {
      this.#lookCost = clock() - before;
    }
  }

  async #readSockets(cancellation: Cancellation): Promise<SocketLook | Outcome<never>> {
    const { source, host } = this.#request;
    const collected = await source.sockets(cancellation);
    const sockets = valueOf(collected);
    if (sockets === undefined) return collected as Outcome<never>;
    const { table, owners: named } = sockets;
    const inodes = heldInodes(table);
    this.#isSlow = table.length > largeTable || inodes.size > manyInodes;
    if (named !== undefined) return { table, owners: named };
    const owners = inodes.size === 0 ? undefined : valueOf(await host.owners(inodes, cancellation));
    return { table, owners: owners ?? new Map() };
  }

  #result(
    seconds: number,
    { lost, problems }: Listened,
    traced: ExactResult | undefined,
  ): Outcome<WatchedConnections> {
    const { log, bad } = this.#listening;
    const { exact } = traced ?? {};
    return withProblems({ ...log.result(seconds, lost), ...(exact && { exact }) }, [
      ...problems,
      ...(traced?.problems ?? []),
      ...this.#lookProblems,
      ...unreadProblems(bad),
    ]);
  }
}

/** What to say of announcements that could not be read. */
export function unreadProblems(bad: number): readonly Problem[] {
  if (bad === 0) return [];
  return [
    {
      code: 'watch-bad-messages',
      message: `${String(bad)} announcements could not be read and are not counted.`,
      nextStep: 'Report this with the kernel’s version.',
    },
  ];
}
