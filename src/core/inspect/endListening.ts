import type { Listened, SocketEndSource } from '../collect/socketEndSource.ts';
import { Stop } from '../model/cancellation.ts';
import type { AddressTable } from '../model/addressTable.ts';
import { ok, type Outcome } from '../model/outcome.ts';
import type { SocketEnd } from '../model/socketEnd.ts';
import { SockDiagEndParser, type SocketEndParser } from '../parse/socketEnds.ts';
import { SsEndParser } from '../parse/ssEnds.ts';
import { ConnectionLog } from '../watch/connectionLog.ts';

/** Listens to a source until it is told to stop, and keeps what ended in a log. */
export class EndListening {
  #log = new ConnectionLog();
  readonly stopping = new Stop();
  readonly #parser: SocketEndParser;
  readonly #now: () => number;
  readonly #listened: Promise<Outcome<Listened>>;
  #startedAt: number | undefined;
  /** What came later was not heard, however long the rest of the work takes. */
  #stoppedAt: number | undefined;
  #ended: Outcome<Listened> | undefined;
  #lost = 0;
  #lostBefore = 0;
  /** In which second the ends come that are read now. */
  #second = 0;
  #isClockRead = false;

  /**
   * @param now milliseconds of a clock that runs evenly.
   * @param onEnd is told of each end, too.
   */
  constructor(
    source: SocketEndSource,
    now: () => number,
    onEnd?: (end: Readonly<SocketEnd>, addresses: AddressTable) => void,
  ) {
    this.#now = now;
    const addresses = () => this.log.addresses;
    const add = (end: Readonly<SocketEnd>): void => {
      onEnd?.(end, this.log.addresses);
      this.#log.add(end, this.#second);
    };
    this.#parser =
      source.format.kind === 'ss'
        ? new SsEndParser(addresses, add)
        : new SockDiagEndParser(addresses, source.format.byteOrder, add);
    this.#listened = source
      .listen({
        onChunk: (chunk) => {
          this.#readClock();
          this.#parser.push(chunk);
        },
        onListening: () => {
          this.#startedAt = now();
        },
        onLost: (lost) => {
          this.#lost = lost;
        },
        until: this.stopping,
      })
      .then((outcome) => {
        this.#ended = outcome;
        return outcome;
      })
      .finally(() => {
        this.#stoppedAt ??= now();
        this.stopping.abort();
      });
  }

  /** What ended since it began, or since it was renewed. */
  get log(): ConnectionLog {
    return this.#log;
  }

  /** Whether everything that ends now is announced to us. */
  get hasBegun(): boolean {
    return this.#startedAt !== undefined;
  }

  /** For how long it has listened, until it was told to stop. */
  get seconds(): number {
    return this.#startedAt === undefined ? 0 : ((this.#stoppedAt ?? this.#now()) - this.#startedAt) / 1000;
  }

  /** Messages that could not be read. */
  get bad(): number {
    return this.#parser.bad;
  }

  /** Messages that were dropped since it began, or since it was renewed. */
  get lost(): number {
    return this.#lost - this.#lostBefore;
  }

  /** Once for all that comes at the same time: reading the clock takes nearly as long as reading an end. */
  #readClock(): void {
    if (this.#isClockRead) return;
    this.#isClockRead = true;
    this.#second = Math.floor(this.seconds);
    void Promise.resolve().then(() => {
      this.#isClockRead = false;
    });
  }

  /** How the listening goes; undefined until it has begun. A failure where it has ended by itself. */
  get soFar(): Outcome<Listened> | undefined {
    if (this.#ended !== undefined) return this.#ended;
    return this.hasBegun ? ok({ lost: this.lost, problems: [] }) : undefined;
  }

  /** Folds what waits for a look at the sockets without one, if it is too much to go on waiting. */
  relieve(): void {
    if (this.#log.isFull) this.#log.settle(this.#log.take(), undefined);
  }

  /** Goes on with an empty log. */
  renew(): void {
    this.#log = this.#log.next();
    this.#lostBefore = this.#lost;
    if (this.#startedAt !== undefined) this.#startedAt = this.#now();
  }

  /** Ends it; what came until then is in the log. */
  stop(): Promise<Outcome<Listened>> {
    this.#stoppedAt ??= this.#now();
    this.stopping.abort();
    return this.#listened;
  }
}
