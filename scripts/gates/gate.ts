/** One check of the whole checkout. It counts as one test: passed, or failed with what is wrong. */
export interface Gate {
  readonly name: string;
  /** The problems, ready to be read; empty when all is well. Output of tools is given as it is. */
  readonly check: () => Promise<readonly string[]>;
}
