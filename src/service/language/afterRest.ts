/** How long nobody asks before the work is done, in milliseconds: longer than between two keys of one who types. */
const rest = 300;

/** Work that can wait until it is not asked for any more. */
export class AfterRest {
  readonly #work: (key: string) => void;
  readonly #waiting = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(work: (key: string) => void) {
    this.#work = work;
  }

  request(key: string): void {
    this.forget(key);
    this.#waiting.set(
      key,
      setTimeout(() => {
        this.#waiting.delete(key);
        this.#work(key);
      }, rest),
    );
  }

  forget(key: string): void {
    clearTimeout(this.#waiting.get(key));
    this.#waiting.delete(key);
  }
}
