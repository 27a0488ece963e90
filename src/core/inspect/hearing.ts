import type { Listened, SocketEndSource } from '../collect/socketEndSource.ts';
import { steadyOf, type SnapshotRequest, type TwoReadings } from '../collect/takeSnapshot.ts';
import type { Cancellation } from '../model/cancellation.ts';
import { valueOf, withProblems, type Outcome } from '../model/outcome.ts';
import type { SocketTable } from '../model/socketTable.ts';
import { mostListedAgain } from '../model/waitingTimes.ts';
import type { WatchedConnections } from '../model/watched.ts';
import type { ConnectionLog } from '../watch/connectionLog.ts';
import type { EndBatch } from '../watch/endBatch.ts';
import { inodesToName } from '../watch/inodesToName.ts';
import type { SocketLook } from '../watch/socketLook.ts';
import { BriefSsListening } from './briefSsListening.ts';
import { EndListening } from './endListening.ts';
import { unreadProblems } from './watchConnections.ts';

/** What there is to hear connections end with. */
export interface HearingRequest extends Pick<SnapshotRequest, 'host' | 'twice' | 'now' | 'steadyNow'> {
  /** Where the ends of connections are announced; listened to while everything else is read, if that costs no connection. */
  readonly ends?: SocketEndSource;
  /** Listens to them from one inspection to the next: used instead, and goes on with an empty log. */
  readonly listening?: EndListening;
  /** Connections that were watched just now: used instead. */
  readonly watched?: Outcome<WatchedConnections>;
}

/** The connections that end while an inspection reads everything else. */
export class Hearing {
  readonly #request: HearingRequest;
  /** Ends with the inspection. */
  readonly #own: EndListening | undefined;
  readonly #brief: BriefSsListening | undefined;
  #ended: EndBatch | undefined;

  constructor(request: HearingRequest) {
    this.#request = request;
    const { ends, host, listening, watched } = request;
    if (watched !== undefined || listening !== undefined || ends === undefined) return;
    if (ends.format.kind === 'sock_diag') this.#own = new EndListening(ends, steadyOf(request));
    else this.#brief = new BriefSsListening(host.label);
  }

  /** How the counters are to be read. */
  get twice(): TwoReadings | undefined {
    const { twice } = this.#request;
    return twice && this.#brief ? { ...twice, between: this.#brief.between } : twice;
  }

  /** Ends what was begun for this inspection. */
  async stop(): Promise<void> {
    await this.#own?.stop();
  }

  /** Inodes that may tell whose the failed connections were. Everything was read. */
  inodesToName(table: SocketTable | undefined): ReadonlySet<number> | undefined {
    this.#ended = this.#log?.take();
    return this.#ended && table && inodesToName(this.#ended, table);
  }

  /**
   * Folds what was heard.
   * @param look the sockets that the inspection has read: while it was listened for them alone, or long before the end.
   */
  async fold(look: SocketLook | undefined, cancellation: Cancellation): Promise<void> {
    const log = this.#log;
    const batch = this.#ended;
    if (log === undefined || batch === undefined) return;
    if (this.#request.listening !== undefined || look === undefined) {
      log.settle(batch, look);
      return;
    }
    log.lookBefore(look);
    log.settle(batch, batch.length === 0 ? undefined : await this.#lookAgain(look, cancellation));
  }

  /** What was heard, with how complete it is; undefined if nobody listened. */
  async result(): Promise<Outcome<WatchedConnections> | undefined> {
    const { listening, watched } = this.#request;
    const listened = listening?.soFar ?? (await this.#own?.stop()) ?? this.#brief?.outcome;
    const source = listening ?? this.#own ?? this.#brief;
    const heard = watched ?? (source && listened && heardBy(source, listened));
    listening?.renew();
    return heard;
  }

  get #log(): ConnectionLog | undefined {
    return (this.#request.listening ?? this.#own ?? this.#brief)?.log;
  }

  /** Who closed first shows only after the end, and so does who had begun to listen meanwhile. */
  async #lookAgain(
    { table, owners }: SocketLook,
    cancellation: Cancellation,
  ): Promise<SocketLook | undefined> {
    if (this.#own === undefined || table.length > mostListedAgain) return undefined;
    const again = await this.#request.ends?.sockets(cancellation);
    const sockets = again && valueOf(again);
    return sockets && { table: sockets.table, owners };
  }
}

function heardBy(
  { log, seconds, bad }: Pick<EndListening, 'log' | 'seconds' | 'bad'>,
  listened: Outcome<Listened>,
): Outcome<WatchedConnections> {
  const value = valueOf(listened);
  if (value === undefined) return listened as Outcome<never>;
  return withProblems(log.result(seconds, value.lost), [...value.problems, ...unreadProblems(bad)]);
}
