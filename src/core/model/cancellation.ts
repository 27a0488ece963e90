/** The part of `AbortSignal` that core needs; every `AbortSignal` is one. */
export interface Cancellation {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** Thrown through everything when the user cancels: not a failure of any section, so no outcome. */
export class CancelledError extends Error {
  constructor() {
    super('Cancelled');
    this.name = 'CancelledError';
  }
}

export function throwIfCancelled(cancellation: Cancellation): void {
  if (cancellation.aborted) throw new CancelledError();
}
