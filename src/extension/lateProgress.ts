import {
  CancellationTokenSource,
  Disposable,
  ProgressLocation,
  window,
  type CancellationToken,
} from 'vscode';
import { sleep } from './sleep.ts';

/** Work that finishes sooner shows no progress. */
const shownAfterMs = 500;

/** Tells how far the work is; plain text. */
export type Tell = (message: string) => void;

/**
 * Does something, with a notification that can cancel it, but only once it takes long enough to be wondered about. `outer`
 * cancels it as well.
 */
export async function lateProgress<Result>(
  title: string,
  work: (token: CancellationToken, tell: Tell) => Promise<Result>,
  outer?: CancellationToken,
): Promise<Result> {
  const cancellation = new CancellationTokenSource();
  const cancel = (): void => {
    cancellation.cancel();
  };
  let newest = '';
  let show: Tell = () => undefined;
  const subscription = outer?.onCancellationRequested(cancel);
  const running = work(cancellation.token, (message) => {
    newest = message;
    show(message);
  }).finally(() => {
    Disposable.from(cancellation, ...(subscription ? [subscription] : [])).dispose();
  });
  const ended = running.then(
    () => true,
    () => true,
  );
  if (!(await Promise.race([ended, sleep(shownAfterMs).then(() => false)]))) {
    const options = { location: ProgressLocation.Notification, title, cancellable: true };
    void window.withProgress(options, async (progress, token) => {
      show = (message) => {
        progress.report({ message });
      };
      show(newest);
      const listener = token.onCancellationRequested(cancel);
      await ended;
      listener.dispose();
    });
  }
  return await running;
}
