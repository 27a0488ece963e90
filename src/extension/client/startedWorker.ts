/** The part of a `Worker` that is used until it serves. */
interface Starting {
  addEventListener(
    type: 'message' | 'error',
    listener: (event: Event) => void,
    options: { readonly once: true },
  ): void;
  terminate(): void;
}

/**
 * The worker, once it has said that it listens: any first message. Rejects if its script could not be loaded, which a
 * worker tells by an event only: requests would wait forever.
 */
export function startedWorker<W extends Starting>(worker: W): Promise<W> {
  return new Promise((resolve, reject) => {
    worker.addEventListener(
      'message',
      () => {
        resolve(worker);
      },
      { once: true },
    );
    worker.addEventListener(
      'error',
      (event) => {
        const message = 'message' in event ? event.message : undefined;
        worker.terminate();
        reject(
          new Error(`The worker could not be started${typeof message === 'string' ? `: ${message}` : ''}.`),
        );
      },
      { once: true },
    );
  });
}
