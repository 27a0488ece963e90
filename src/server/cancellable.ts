import { LSPErrorCodes, ResponseError, type CancellationToken } from 'vscode-languageserver/node';
import { CancelledError } from '../core/model/cancellation.ts';

/** Runs what a request asks for. A cancelled request ends with `RequestCancelled`. */
export async function cancellable<T>(
  token: CancellationToken,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const subscription = token.onCancellationRequested(() => {
    controller.abort();
  });
  try {
    return await run(controller.signal);
  } catch (error) {
    if (error instanceof CancelledError)
      throw new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled.');
    throw error;
  } finally {
    subscription.dispose();
  }
}
