import type { StateChangeSource } from '../collect/stateChangeSource.ts';
import type { AddressTable } from '../model/addressTable.ts';
import { Stop } from '../model/cancellation.ts';
import type { ExactWatch } from '../model/exactWatch.ts';
import { problemsOf, valueOf, type Outcome, type Problem } from '../model/outcome.ts';
import type { SocketEnd } from '../model/socketEnd.ts';
import { ExactLog } from '../watch/exactLog.ts';

export interface ExactResult {
  /** Absent if listening failed on the way. */
  readonly exact?: ExactWatch;
  readonly problems: readonly Problem[];
}

/** Listens to every change of a TCP state until it is told to stop. */
export class ExactListening {
  /** Resolves when everything is told from now on, or with the reason why nothing is. */
  readonly begun: Promise<Outcome<never> | undefined>;
  readonly #log: ExactLog;
  readonly #stopping = new Stop();
  readonly #listened: Promise<Outcome<{ readonly lost: number }>>;

  /** @param isListening whether a socket listens on a port. */
  constructor(source: StateChangeSource, isListening: (port: number) => boolean) {
    this.#log = new ExactLog(isListening);
    let begin = (): void => undefined;
    const begun = new Promise<undefined>((resolve) => {
      begin = () => {
        resolve(undefined);
      };
    });
    this.#listened = source.listen(
      this.#log,
      () => {
        begin();
      },
      this.#stopping,
    );
    this.begun = Promise.race([begun, this.#listened.then((ended) => ended as Outcome<never>)]);
  }

  /** Takes the ends of the connections that are watched. */
  readonly onEnd = (
    { localAddress, localPort, remoteAddress }: Readonly<SocketEnd>,
    addresses: AddressTable,
  ): void => {
    const words = (id: number): readonly number[] =>
      [0, 1, 2, 3].map((position) => addresses.word(id, position));
    this.#log.ended(words(localAddress), localPort, words(remoteAddress));
  };

  async stop(): Promise<ExactResult> {
    this.#stopping.abort();
    const ended = await this.#listened;
    const value = valueOf(ended);
    return { ...(value && { exact: this.#log.result(value.lost) }), problems: problemsOf(ended) };
  }
}
