import {
  briefSeconds,
  briefSsEvents,
  briefToken,
  noSsEvents,
  ssBuffers,
  ssOverflows,
  type SsEventsAnswer,
} from '../collect/ssEvents.ts';
import type { Listened } from '../collect/socketEndSource.ts';
import type { ReadBetween } from '../collect/takeSnapshot.ts';
import { ok, type Outcome } from '../model/outcome.ts';
import { MarkedSections } from '../parse/markedSections.ts';
import { SsEndParser } from '../parse/ssEnds.ts';
import { ConnectionLog } from '../watch/connectionLog.ts';

/**
 * Listens for a second with `ss -E` of another host, in the request that reads the counters again: no further connection is
 * made for it.
 */
export class BriefSsListening {
  readonly log = new ConnectionLog();
  readonly seconds = briefSeconds;
  readonly #host: string;
  readonly #parser = new SsEndParser(
    () => this.log.addresses,
    (end) => {
      this.log.add(end, 0);
    },
  );
  #answer: SsEventsAnswer | undefined;
  #read: Outcome<void> | undefined;

  /** @param host its name in messages. */
  constructor(host: string) {
    this.#host = host;
  }

  readonly between: ReadBetween = {
    source: briefSsEvents,
    read: async (reading, cancellation) => {
      const sections = new MarkedSections(briefToken, {
        onMark: ([word]) => {
          this.#answer ??= word as SsEventsAnswer;
        },
        onBytes: (bytes) => {
          this.#parser.push(bytes);
        },
      });
      this.#read = await reading.read(
        briefSsEvents,
        (chunk) => {
          sections.push(chunk);
        },
        cancellation,
      );
    },
  };

  /** Lines that could not be read. */
  get bad(): number {
    return this.#parser.bad;
  }

  /** Undefined if it was not listened: the counters were read once only. */
  get outcome(): Outcome<Listened> | undefined {
    const name = this.#host;
    if (this.#read === undefined) return undefined;
    if ('problem' in this.#read) return this.#read;
    switch (this.#answer) {
      case 'missing':
      case 'old':
        return noSsEvents(name, this.#answer);
      case 'lines':
        return ok({ lost: 0, problems: ssOverflows(name, this.#parser.overflows) });
      default:
        // In a second it would have held back all of them.
        return { kind: 'unavailable', problem: ssBuffers(name) };
    }
  }
}
