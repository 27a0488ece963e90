import { setImmediate } from 'node:timers/promises';
import { throwIfCancelled, type Cancellation } from '../core/model/cancellation.ts';

/** How long synchronous work may block the event loop: a request or a cancellation must not wait longer. */
const sliceMs = 8;

/**
 * Synchronous reads of `/proc` cost a third of asynchronous ones, which go through a thread pool page by page. A pace
 * splits them into slices so that the process stays responsive.
 */
export class Pace {
  readonly #cancellation: Cancellation;
  #sliceEnd = performance.now() + sliceMs;

  constructor(cancellation: Cancellation) {
    this.#cancellation = cancellation;
  }

  /** Whether it is time to `rest`. */
  get isDue(): boolean {
    return performance.now() >= this.#sliceEnd;
  }

  /** Lets the event loop run. Throws `CancelledError` if the user has cancelled. */
  async rest(): Promise<void> {
    await setImmediate();
    throwIfCancelled(this.#cancellation);
    this.#sliceEnd = performance.now() + sliceMs;
  }
}
