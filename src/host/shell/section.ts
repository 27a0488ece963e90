import type { ChunkReader } from '../../core/collect/host.ts';
import { ok, type Failure, type Outcome } from '../../core/model/outcome.ts';

const longestErrorText = 400;

/** What one source gives: kept until somebody reads it, handed on from then on. */
export class Section {
  readonly #kept: Uint8Array[] = [];
  #reader: ChunkReader | undefined;
  #errorText = '';
  readonly #ended: Promise<Outcome<void> | 'skipped'>;
  #resolve!: (ending: Outcome<void> | 'skipped') => void;
  #reject!: (error: unknown) => void;

  constructor() {
    this.#ended = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#ended.catch(() => undefined); // Nobody may be reading it.
  }

  get errorText(): string {
    return this.#errorText;
  }

  push(bytes: Uint8Array): void {
    if (this.#reader === undefined) this.#kept.push(bytes.slice());
    else this.#reader(bytes);
  }

  error(bytes: Uint8Array): void {
    if (this.#errorText.length < longestErrorText) this.#errorText += Buffer.from(bytes).toString('utf8');
  }

  /** All of it has come, or the host said why not. */
  end(failure: Failure | undefined): void {
    this.#resolve(failure ?? ok(undefined));
  }

  /** The request is over: a section that has not come was left out, or lost. */
  close(ending: Outcome<void>): void {
    this.#resolve(ending.kind === 'ok' ? 'skipped' : ending);
  }

  fail(error: unknown): void {
    this.#reject(error);
  }

  /** Hands on what came and what will come. `skipped`: the host was not asked for it. */
  deliver(reader: ChunkReader): Promise<Outcome<void> | 'skipped'> {
    for (const bytes of this.#kept.splice(0)) reader(bytes);
    this.#reader = reader;
    return this.#ended;
  }
}
