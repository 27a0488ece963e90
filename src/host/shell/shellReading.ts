import type {
  ChunkReader,
  HostConfiguration,
  HostReading,
  ReadingPlan,
  Source,
} from '../../core/collect/host.ts';
import { CancelledError, type Cancellation } from '../../core/model/cancellation.ts';
import type { HostFacts } from '../../core/model/hostFacts.ts';
import { ok, withProblems, type Failure, type Outcome, type Problem } from '../../core/model/outcome.ts';
import { parseConfigListing } from '../../core/parse/configListing.ts';
import { configListingSource } from './configListingSource.ts';
import type { Deadline } from './deadline.ts';
import { factSources, shellFacts } from './shellFacts.ts';
import { requestScript } from './shellScript.ts';
import type { ShellSession } from './shellSession.ts';
import { sourceFailure } from './sourceFailure.ts';
import { Section } from './section.ts';
import { tookTooLong } from './tookTooLong.ts';

/** One batch: a single request for the facts and everything in the plan, sent when the first part is needed. */
export class ShellReading implements HostReading {
  readonly #session: ShellSession;
  readonly #plan: ReadingPlan;
  readonly #cancellation: Cancellation;
  readonly #name: string;
  readonly #deadline: Deadline;
  readonly #sections = new Map<string, Section>();
  #finished: Promise<Outcome<void>> | undefined;

  constructor(
    session: ShellSession,
    plan: ReadingPlan,
    cancellation: Cancellation,
    { name, deadline }: { readonly name: string; readonly deadline: Deadline },
  ) {
    this.#name = name;
    this.#deadline = deadline;
    this.#session = session;
    this.#plan = { ...plan, sources: [...factSources, configListingSource, ...plan.sources] };
    this.#cancellation = cancellation;
  }

  async facts(): Promise<Outcome<HostFacts>> {
    const answers: Uint8Array[] = [];
    for (const source of factSources) {
      const chunks: Uint8Array[] = [];
      const outcome = await this.read(source, (chunk) => chunks.push(chunk.slice()));
      // A missing tool loses one fact; a host that does not answer loses all of them.
      if (outcome.kind !== 'ok' && !isAnswer(outcome)) return outcome as Failure;
      answers.push(Buffer.concat(chunks));
    }
    return ok(shellFacts(answers));
  }

  async configuration(): Promise<Outcome<HostConfiguration>> {
    const chunks: Uint8Array[] = [];
    const outcome = await this.read(configListingSource, (chunk) => chunks.push(chunk.slice()));
    if (outcome.kind !== 'ok') return outcome as Failure;
    const listing = Buffer.concat(chunks).toString('utf8');
    const { isComplete, ...configuration } = parseConfigListing(listing);
    return withProblems({ ...configuration, isHere: false }, isComplete ? [] : [cutListing(this.#name)]);
  }

  async read(source: Source, onChunk: ChunkReader): Promise<Outcome<void>> {
    this.#finished ??= this.#begin();
    const section = this.#sections.get(keyOf(source));
    const outcome = section === undefined ? 'skipped' : await section.deliver(onChunk);
    if (outcome !== 'skipped') return outcome;
    const finished = await this.#finished;
    return finished.kind === 'ok' ? this.#readAlone(source, onChunk) : finished;
  }

  /** Sources that were skipped because another group of the plan could be read, or that were never planned. */
  async #readAlone(source: Source, onChunk: ChunkReader): Promise<Outcome<void>> {
    const section = new Section(source);
    const delivered = section.deliver(onChunk);
    const finished = await this.#request({ sources: [source] }, () => section);
    if (finished.kind !== 'ok') return finished;
    const outcome = await delivered;
    return outcome === 'skipped' ? finished : outcome;
  }

  #begin(): Promise<Outcome<void>> {
    const request = this.#request(this.#plan, (source) => {
      const section = new Section(source);
      this.#sections.set(keyOf(source), section);
      return section;
    });
    request.catch(() => undefined); // Readers of a section are notified.
    return request;
  }

  async #request(plan: ReadingPlan, sectionOf: (source: Source) => Section): Promise<Outcome<void>> {
    const { script, sources } = requestScript(plan);
    const sections = new Map([...sources].map(([number, source]) => [number, sectionOf(source)]));
    const late = tookTooLong(this.#name, this.#deadline.limitMs, true);
    if (this.#deadline.isOver) {
      for (const section of sections.values()) section.close(late);
      return late;
    }
    const abort = new AbortController();
    const cancel = (): void => {
      abort.abort();
    };
    this.#cancellation.addEventListener('abort', cancel);
    if (this.#cancellation.aborted) cancel();
    const stopWaiting = this.#deadline.whenOver(cancel);
    let current: { readonly section: Section; readonly isError: boolean } | undefined;
    let ending: Outcome<void>;
    try {
      ending = await this.#session.request(
        script,
        {
          onMark: ([word, number, status = '']) => {
            const section = sections.get(Number(number));
            const source = sources.get(Number(number));
            current = undefined;
            if (section === undefined || source === undefined) return;
            if (word === 'end') section.end(sourceFailure(source, status, section.errorText));
            else current = { section, isError: word === 'err' };
          },
          onBytes: (bytes) => {
            if (current?.isError === true) current.section.error(bytes);
            else current?.section.push(bytes);
          },
        },
        abort.signal,
      );
    } catch (error) {
      if (!(error instanceof CancelledError) || this.#cancellation.aborted) {
        for (const section of sections.values()) section.fail(error);
        throw error;
      }
      ending = late;
    } finally {
      stopWaiting();
      this.#cancellation.removeEventListener('abort', cancel);
    }
    for (const section of sections.values()) section.close(ending);
    return ending;
  }
}

/** The host answered, even if only that it does not have the source. */
function isAnswer(outcome: Outcome<void>): boolean {
  return (
    'problem' in outcome &&
    ['not-found', 'denied', 'command-failed', 'too-long'].includes(outcome.problem.code)
  );
}

function keyOf(source: Source): string {
  return source.kind === 'sock_diag' ? source.kind : JSON.stringify(source);
}

function cutListing(name: string): Problem {
  return {
    code: 'listing-cut',
    message: `The sysctl files of ${name} could not be read completely, so values that they set may be unknown.`,
    nextStep: 'Look at the files on the host: ls /etc/sysctl.d.',
  };
}
