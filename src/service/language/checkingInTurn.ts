/**
 * Checks documents one at a time and tells the client which one is being checked, so that the client knows the document
 * if its check ends this process. Requests about a document wait for its first check: none of them reads a text of
 * which the client was not told.
 */
export class CheckingInTurn {
  readonly #tell: (uri: string | undefined) => Promise<void>;
  readonly #firstChecks = new Map<string, FirstCheck>();
  #last: Promise<void> = Promise.resolve();

  /** `tell` is called with the document before each check, and with undefined after it. */
  constructor(tell: (uri: string | undefined) => Promise<void>) {
    this.#tell = tell;
  }

  opened(uri: string): void {
    this.#firstChecks.set(uri, firstCheck());
  }

  closed(uri: string): void {
    this.#firstChecks.get(uri)?.done();
    this.#firstChecks.delete(uri);
  }

  /** Settles when the document was checked once, or is closed; at once for a document that is not open. */
  async firstCheck(uri: string): Promise<void> {
    await this.#firstChecks.get(uri)?.wait;
  }

  /** Waits for the checks that were asked for before. */
  run(uri: string, check: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(async () => {
      try {
        await this.#tell(uri);
        await check();
        await this.#tell(undefined);
      } finally {
        this.#firstChecks.get(uri)?.done();
      }
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

interface FirstCheck {
  readonly wait: Promise<void>;
  readonly done: () => void;
}

function firstCheck(): FirstCheck {
  let done = (): void => undefined;
  const wait = new Promise<void>((resolve) => {
    done = resolve;
  });
  return { wait, done };
}
