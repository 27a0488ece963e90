import { CancellationTokenSource, Disposable, l10n, ProgressLocation, window, type Event } from 'vscode';
import type { InspectProgress, InspectResult } from '../../core/protocol/inspection.ts';
import { endsWithin } from '../endsWithin.ts';
import { plainText } from '../errors.ts';
import type { HostInspection } from './hostInspection.ts';

const progressAfterMs = 400;
const progressOptions = {
  location: ProgressLocation.Notification,
  title: l10n.t('Inspecting TIME_WAIT'),
  cancellable: true,
};

/** Inspects, with progress that can be cancelled, but only for what takes long enough to be wondered about. */
export async function inspectWithProgress(
  inspection: HostInspection,
  onDidProgress: Event<InspectProgress>,
): Promise<InspectResult> {
  const cancellation = new CancellationTokenSource();
  let message = '';
  const listener = onDidProgress((progress) => {
    if (progress.host === inspection.host) message = plainText(progress.message);
  });
  const running = inspection.inspect(cancellation.token).finally(() => {
    listener.dispose();
    cancellation.dispose();
  });
  if (!(await endsWithin(running, progressAfterMs)))
    await window.withProgress(progressOptions, async (progress, token) => {
      progress.report({ message });
      const listeners = Disposable.from(
        token.onCancellationRequested(() => {
          cancellation.cancel();
        }),
        onDidProgress(() => {
          progress.report({ message });
        }),
      );
      await running.finally(() => {
        listeners.dispose();
      });
    });
  return await running;
}
