import type { Problem } from '../model/outcome.ts';
import { plainLine } from '../model/plainText.ts';

const maxExamples = 3;
const maxExampleLength = 80;
const decoder = new TextDecoder('utf-8');

/** Counts lines that could not be parsed and keeps the first few. A bad line affects nothing but itself. */
export class LineProblems {
  #count = 0;
  readonly #examples: string[] = [];

  get count(): number {
    return this.#count;
  }

  add(bytes: Uint8Array, start: number, end: number): void {
    this.#count++;
    if (this.#examples.length >= maxExamples) return;
    const shown = decoder.decode(bytes.subarray(start, Math.min(end, start + maxExampleLength)));
    this.#examples.push(plainLine(shown).trim());
  }

  /** Counts lines without keeping an example. */
  addUnseen(count: number): void {
    this.#count += count;
  }

  /** The problem to report; undefined if every line was parsed. */
  asProblem(
    code: string,
    source: string,
    what = ' could not be parsed and are not counted',
  ): Problem | undefined {
    if (this.#count === 0) return undefined;
    const lines = this.#count === 1 ? '1 line' : `${String(this.#count)} lines`;
    const examples = this.#examples.map((example) => `“${example}”`).join(', ');
    return {
      code,
      message: `${lines} of ${source}${what}${examples === '' ? '' : `: ${examples}`}.`,
      nextStep: 'Compare with another collector, and report the line in an issue.',
    };
  }
}
