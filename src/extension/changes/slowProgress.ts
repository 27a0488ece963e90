import { setTimeout as sleep } from 'node:timers/promises';
import { CancellationTokenSource, ProgressLocation, window, type CancellationToken } from 'vscode';

/** What is quicker needs no word. */
const shownAfterMs = 500;

/** Runs something that can be cancelled, with a notification while it does where it takes its time. */
export async function withSlowProgress<T>(
  title: string,
  run: (token: CancellationToken) => Promise<T>,
): Promise<T> {
  const cancellation = new CancellationTokenSource();
  const running = run(cancellation.token).finally(() => {
    cancellation.dispose();
  });
  const ended = running.then(
    () => true,
    () => true,
  );
  if (!(await Promise.race([ended, sleep(shownAfterMs, false)])))
    await window.withProgress(
      { location: ProgressLocation.Notification, title, cancellable: true },
      async (_progress, token) => {
        const listener = token.onCancellationRequested(() => {
          cancellation.cancel();
        });
        await ended;
        listener.dispose();
      },
    );
  return await running;
}
