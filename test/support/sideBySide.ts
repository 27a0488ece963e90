interface Piece {
  readonly work: () => Promise<void>;
  result?: Promise<void>;
}

/** Whether mocha runs all tests of a file, and on processors that are not emulated. */
const runsAll =
  process.env['TEST_OWNS_KERNEL'] === undefined &&
  (process.env['MOCHA_GREP'] ?? '') === '' &&
  !process.argv.some((argument) => /^(-[gf]|--(grep|fgrep)(=.*)?)$/.test(argument));

/**
 * Tests of a file that are independent of each other and mostly wait: with the first of them others begin, a few at once, and each is
 * reported in its turn. They must not touch what others have: a network namespace for each.
 */
export class SideBySide {
  readonly #most: number;
  readonly #begins: boolean;
  readonly #pieces: Piece[] = [];
  #running = 0;

  /** @param begins whether others begin with the first */
  constructor(most: number, begins = runsAll) {
    this.#most = most;
    this.#begins = begins;
  }

  /** The body of a test. */
  test(work: () => Promise<void>): () => Promise<void> {
    const piece: Piece = { work };
    this.#pieces.push(piece);
    return () => {
      const result = this.#begin(piece);
      this.#fill();
      return result;
    };
  }

  #begin(piece: Piece): Promise<void> {
    if (piece.result !== undefined) return piece.result;
    this.#running++;
    piece.result = piece.work().finally(() => {
      this.#running--;
      this.#fill();
    });
    // Of whom it concerns: who asks for it.
    piece.result.catch(() => undefined);
    return piece.result;
  }

  #fill(): void {
    if (!this.#begins) return;
    for (const piece of this.#pieces) {
      if (this.#running >= this.#most) return;
      if (piece.result === undefined) void this.#begin(piece);
    }
  }
}
