import { CancelledError, isCancelled, type Cancellation } from '../core/model/cancellation.ts';

/** A report does not wait longer for the first scan of a large workspace, in milliseconds; the next inspection has what it finds. */
export const usualWaitMs = 5000;

/** What came of waiting. */
export type Answer<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'late' }
  | { readonly kind: 'failed'; readonly message: string };

/** Waits for what goes on whoever stops waiting for it. Rejects only with the cancellation given: what another ended is late. */
export async function within<T>(
  milliseconds: number,
  result: Promise<T>,
  cancellation: Cancellation,
): Promise<Answer<T>> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let cancel = (): void => undefined;
  const cancelled = new Promise<never>((_, reject) => {
    cancel = () => {
      reject(new CancelledError());
    };
    if (cancellation.aborted) cancel();
    cancellation.addEventListener('abort', cancel);
  });
  const late = new Promise<{ readonly kind: 'late' }>((resolve) => {
    timer = setTimeout(() => {
      resolve({ kind: 'late' });
    }, milliseconds);
  });
  try {
    return await Promise.race([result.then((value) => ({ kind: 'done', value }) as const), late, cancelled]);
  } catch (error) {
    if (isCancelled(cancellation)) throw new CancelledError();
    if (error instanceof CancelledError) return { kind: 'late' };
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
    cancellation.removeEventListener('abort', cancel);
    cancelled.catch(() => undefined);
    result.catch(() => undefined);
  }
}
