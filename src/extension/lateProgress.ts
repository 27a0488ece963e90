import { CancellationTokenSource, ProgressLocation, window, type CancellationToken } from 'vscode';
import { endsWithin } from './endsWithin.ts';

const quickMs = 800;

/** Work with a button that cancels it, but only once it takes long enough to be wondered about. */
export async function lateProgress<Result>(
  title: string,
  outer: CancellationToken,
  work: (token: CancellationToken) => Promise<Result>,
): Promise<Result> {
  const cancellation = new CancellationTokenSource();
  const listener = outer.onCancellationRequested(() => {
    cancellation.cancel();
  });
  const running = work(cancellation.token).finally(() => {
    listener.dispose();
    cancellation.dispose();
  });
  if (!(await endsWithin(running, quickMs)))
    void window.withProgress(
      { location: ProgressLocation.Notification, title, cancellable: true },
      async (_progress, token) => {
        token.onCancellationRequested(() => {
          cancellation.cancel();
        });
        await running.catch(() => undefined);
      },
    );
  return await running;
}
