import { sizeLimit, type ChunkReader, type Source } from '../../core/collect/host.ts';
import { ok, type Failure, type Outcome } from '../../core/model/outcome.ts';
import { answerTooLong } from '../answerTooLong.ts';

const longestErrorText = 400;
/** What arrives before it is read is kept up to here. A host that answers in order needs far less. */
const mostKept = 64 << 20;

/** The output of one source: buffered until it is read, then passed on directly. */
export class Section {
  readonly #source: Source;
  readonly #limit: number;
  readonly #kept: Uint8Array[] = [];
  #reader: ChunkReader | undefined;
  #length = 0;
  #keptLength = 0;
  #errorText = '';
  #isOver = false;
  readonly #ended: Promise<Outcome<void> | 'skipped'>;
  #resolve!: (ending: Outcome<void> | 'skipped') => void;
  #reject!: (error: unknown) => void;

  constructor(source: Source) {
    this.#source = source;
    this.#limit = source.kind === 'sock_diag' ? 0 : sizeLimit(source);
    this.#ended = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#ended.catch(() => undefined); // It may have no reader.
  }

  get errorText(): string {
    return this.#errorText;
  }

  push(bytes: Uint8Array): void {
    if (this.#isOver) return;
    this.#length += bytes.length;
    if (this.#reader === undefined) this.#keptLength += bytes.length;
    if (this.#length > this.#limit || this.#keptLength > mostKept) this.#giveUp();
    else if (this.#reader === undefined) this.#kept.push(bytes.slice());
    else this.#reader(bytes);
  }

  error(bytes: Uint8Array): void {
    if (this.#errorText.length < longestErrorText)
      this.#errorText += Buffer.from(bytes.subarray(0, longestErrorText)).toString('utf8');
  }

  /** The source is complete, or the host reported why it could not be read. */
  end(failure: Failure | undefined): void {
    this.#isOver = true;
    this.#resolve(failure ?? ok(undefined));
  }

  /** The request has ended: a section that has not arrived was skipped or lost. */
  close(ending: Outcome<void>): void {
    this.#resolve(ending.kind === 'ok' ? 'skipped' : ending);
  }

  fail(error: unknown): void {
    this.#reject(error);
  }

  /** Passes on what has arrived and what will arrive. `skipped`: the host was not asked for this source. */
  deliver(reader: ChunkReader): Promise<Outcome<void> | 'skipped'> {
    for (const bytes of this.#kept.splice(0)) reader(bytes);
    this.#reader = reader;
    return this.#ended;
  }

  #giveUp(): void {
    this.#kept.length = 0;
    if (this.#source.kind !== 'sock_diag') this.end(answerTooLong(this.#source));
  }
}
