/** The part of `AbortSignal` that core needs; every `AbortSignal` is one. */
export interface Cancellation {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** Thrown when the user cancels. A cancellation is not a failure of a section, so it is not an outcome. */
export class CancelledError extends Error {
  constructor() {
    super('Cancelled');
    this.name = 'CancelledError';
  }
}

/** As it is now: the compiler takes what it has seen once for settled. */
export function isCancelled({ aborted }: Cancellation): boolean {
  return aborted;
}

export function throwIfCancelled(cancellation: Cancellation): void {
  if (cancellation.aborted) throw new CancelledError();
}

/** A cancellation that the core itself sets off. */
export class Stop implements Cancellation {
  readonly #listeners = new Set<() => void>();
  #aborted = false;

  get aborted(): boolean {
    return this.#aborted;
  }

  abort(): void {
    if (this.#aborted) return;
    this.#aborted = true;
    for (const listener of [...this.#listeners]) listener();
  }

  addEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners.add(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners.delete(listener);
  }
}
