import { randomBytes } from 'node:crypto';
import { largestSocketTable } from '../../core/collect/host.ts';
import { CancelledError, isCancelled, type Cancellation } from '../../core/model/cancellation.ts';
import { failure, ok, type Failure, type Outcome } from '../../core/model/outcome.ts';
import { MarkedSections, type MarkedSectionsListener } from '../../core/parse/markedSections.ts';
import type { CommandLine } from '../endingWithUs.ts';
import { ShellProcess, type ShellEnding } from './shellProcess.ts';
import { preamble } from './shellScript.ts';
import { tookTooLong } from './tookTooLong.ts';

/** A place where a shell can be started. */
export interface ShellPlace {
  readonly command: CommandLine;
  /** Its name in messages. */
  readonly name: string;
  /** What a shell enters that is started now. One that has entered something else is not used again. Absent if that never changes. */
  identity?(): string | undefined;
  /** Why the shell could not be started or has exited. `began`: whether it had answered before. */
  explain(ending: ShellEnding, began: boolean): Failure;
}

export interface ShellLimits {
  /** Time limit for one request, including connecting, in milliseconds. */
  readonly requestMs: number;
  /** Time limit for all requests of one piece of work, such as an inspection, in milliseconds. */
  readonly workMs: number;
  /** An idle session ends after this many milliseconds. */
  readonly idleMs: number;
  /** The maximum output of start-up files and banners before the shell answers, in bytes. */
  readonly noiseBytes: number;
  /** The maximum answer to one request, marks included, in bytes. */
  readonly answerBytes: number;
}

export const usualLimits: ShellLimits = {
  requestMs: 60_000,
  workMs: 90_000,
  idleMs: 60_000,
  noiseBytes: 4 << 20,
  answerBytes: largestSocketTable + (64 << 20),
};

/** A request has some hundred marks. */
const mostMarks = 10_000;

interface Running {
  readonly process: ShellProcess;
  readonly token: string;
  readonly identity: string | undefined;
}

/**
 * One shell for all requests to a place: it is started for the first request, kept for later ones, and ends when
 * idle. Requests run one after another. A request that is cancelled, takes too long or gets an invalid answer ends
 * the shell, and the next one starts another. No process outlives the session.
 */
export class ShellSession {
  readonly #place: ShellPlace;
  readonly #limits: ShellLimits;
  #running: Running | undefined;
  #receive: ((chunk: Uint8Array) => void) | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #idle: NodeJS.Timeout | undefined;
  #isDisposed = false;

  constructor(place: ShellPlace, limits: ShellLimits) {
    this.#place = place;
    this.#limits = limits;
  }

  /** Runs a script from `requestScript`. The outcome only shows whether its end was reached. Throws `CancelledError`. */
  request(
    script: string,
    listener: MarkedSectionsListener,
    cancellation: Cancellation,
  ): Promise<Outcome<void>> {
    const turn = this.#last.then(() => this.#run(script, listener, cancellation));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Ends the shell and the current request. Pending requests are cancelled. */
  async dispose(): Promise<void> {
    this.#isDisposed = true;
    await this.#end();
    await this.#last; // It may have been about to start the shell.
  }

  async #run(
    script: string,
    listener: MarkedSectionsListener,
    cancellation: Cancellation,
  ): Promise<Outcome<void>> {
    if (this.#isOver(cancellation)) throw new CancelledError();
    clearTimeout(this.#idle);
    if (this.#running !== undefined && this.#running.identity !== this.#place.identity?.()) await this.#end();
    const isUsed = this.#running !== undefined;
    const { process, token } = (this.#running ??= await this.#start());
    if (this.#isOver(cancellation)) {
      await this.#end();
      throw new CancelledError();
    }
    const answer = this.#answer(process, token, listener, cancellation);
    process.write(script);
    const end = await answer;
    this.#receive = undefined;
    if (end.kind === 'done') {
      this.#idle = setTimeout(() => void this.#end(), this.#limits.idleMs).unref();
      return ok(undefined);
    }
    this.#running = undefined;
    await process.kill();
    if (end.kind === 'cancelled') throw new CancelledError();
    // A connection that broke while idle is not a failure of this request.
    if (end.kind === 'ended' && isUsed && !end.began) return this.#run(script, listener, cancellation);
    return end.failure;
  }

  #isOver(cancellation: Cancellation): boolean {
    return this.#isDisposed || isCancelled(cancellation);
  }

  async #start(): Promise<Running> {
    const token = randomBytes(16).toString('hex');
    const identity = this.#place.identity?.();
    const process = await ShellProcess.start(this.#place.command, (chunk) => this.#receive?.(chunk));
    process.write(preamble(token));
    void process.ended.then(() => {
      if (this.#running?.process === process) this.#running = undefined;
    });
    return { process, token, identity };
  }

  #answer(
    process: ShellProcess,
    token: string,
    listener: MarkedSectionsListener,
    cancellation: Cancellation,
  ): Promise<RequestEnd> {
    const { requestMs, noiseBytes, answerBytes } = this.#limits;
    return new Promise((resolve) => {
      let began = false;
      let noise = 0;
      let length = 0;
      let marks = 0;
      const finish = (end: RequestEnd): void => {
        this.#receive = undefined;
        clearTimeout(timer);
        cancellation.removeEventListener('abort', cancel);
        resolve(end);
      };
      const cancel = (): void => {
        finish({ kind: 'cancelled' });
      };
      const timer = setTimeout(() => {
        finish({ kind: 'failed', failure: tookTooLong(this.#place.name, requestMs, began) });
      }, requestMs);
      cancellation.addEventListener('abort', cancel);
      const sections = new MarkedSections(token, {
        onMark: (words) => {
          if (++marks > mostMarks) finish({ kind: 'failed', failure: this.#tooLong() });
          else if (words[0] === 'done') finish({ kind: 'done' });
          else if (words[0] === 'begin') began = true;
          else listener.onMark(words);
        },
        onBytes: (bytes) => {
          if (began) listener.onBytes(bytes);
          else if ((noise += bytes.length) > noiseBytes)
            finish({ kind: 'failed', failure: this.#tooNoisy() });
        },
      });
      this.#receive = (chunk) => {
        length += chunk.length;
        if (length > answerBytes) finish({ kind: 'failed', failure: this.#tooLong() });
        else sections.push(chunk);
      };
      void process.ended.then((ending) => {
        finish({ kind: 'ended', began, failure: this.#place.explain(ending, began) });
      });
    });
  }

  async #end(): Promise<void> {
    clearTimeout(this.#idle);
    const running = this.#running;
    this.#running = undefined;
    await (this.#receive === undefined ? running?.process.close() : running?.process.kill());
  }

  #tooLong(): Failure {
    return failure(
      'failed',
      'answer-too-long',
      `${this.#place.name} sent more data than any host has to send.`,
      'Try “ss -tan” on the host to see what it prints.',
    );
  }

  #tooNoisy(): Failure {
    return failure(
      'failed',
      'shell-noise',
      `${this.#place.name} prints megabytes of output before its shell answers.`,
      'Check what its start-up files (.bashrc, .profile, ForceCommand) print.',
    );
  }
}

type RequestEnd =
  | { readonly kind: 'done' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'ended'; readonly began: boolean; readonly failure: Failure }
  | { readonly kind: 'failed'; readonly failure: Failure };
