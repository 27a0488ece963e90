import { countText } from '../model/numberText.ts';
import type { Problem } from '../model/outcome.ts';

/** More than `largestSocketTable` has room for where rows are as long as a kernel or `ss` writes them. */
const mostRows = 4_000_000;

/** Counts the rows of a text that a host sends; those beyond what any host has are left out, and said. */
export class RowBound {
  readonly #most: number;
  #taken = 0;
  #leftOut = 0;

  constructor(most = mostRows) {
    this.#most = most;
  }

  /** Whether there is room for one more. */
  take(): boolean {
    if (this.#taken < this.#most) {
      this.#taken++;
      return true;
    }
    this.#leftOut++;
    return false;
  }

  /** @param code of the problem, before `-too-many-rows`. */
  problems(code: string, source: string): readonly Problem[] {
    if (this.#leftOut === 0) return [];
    return [
      {
        code: `${code}-too-many-rows`,
        message: `${countText(this.#leftOut, 'row', 'rows')} of ${source} were left out: it has more than any host has sockets.`,
        nextStep: 'Look at the host itself: ss -s.',
      },
    ];
  }
}
