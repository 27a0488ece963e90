import type { Listened, SocketEndSource } from '../collect/socketEndSource.ts';
import { Stop } from '../model/cancellation.ts';
import type { Outcome } from '../model/outcome.ts';
import type { SocketEnd } from '../model/socketEnd.ts';
import { SockDiagEndParser, type SocketEndParser } from '../parse/socketEnds.ts';
import { SsEndParser } from '../parse/ssEnds.ts';
import { ConnectionLog } from '../watch/connectionLog.ts';

/** Listens to a source until it is told to stop, and keeps what ended in a log. */
export class EndListening {
  readonly log = new ConnectionLog();
  readonly stopping = new Stop();
  readonly #parser: SocketEndParser;
  readonly #now: () => number;
  readonly #listened: Promise<Outcome<Listened>>;
  #startedAt: number | undefined;

  /** @param now milliseconds of a clock that runs evenly. */
  constructor(source: SocketEndSource, now: () => number) {
    this.#now = now;
    const addresses = () => this.log.addresses;
    const add = (end: Readonly<SocketEnd>): void => {
      this.log.add(end, Math.floor(this.seconds));
    };
    this.#parser =
      source.format.kind === 'ss'
        ? new SsEndParser(addresses, add)
        : new SockDiagEndParser(addresses, source.format.byteOrder, add);
    this.#listened = source
      .listen({
        onChunk: (chunk) => {
          this.#parser.push(chunk);
        },
        onListening: () => {
          this.#startedAt = now();
        },
        until: this.stopping,
      })
      .finally(() => {
        this.stopping.abort();
      });
  }

  /** Whether everything that ends now is announced to us. */
  get hasBegun(): boolean {
    return this.#startedAt !== undefined;
  }

  /** For how long it has listened. */
  get seconds(): number {
    return this.#startedAt === undefined ? 0 : (this.#now() - this.#startedAt) / 1000;
  }

  /** Messages that could not be read. */
  get bad(): number {
    return this.#parser.bad;
  }

  /** Ends it; what came until then is in the log. */
  stop(): Promise<Outcome<Listened>> {
    this.stopping.abort();
    return this.#listened;
  }
}
