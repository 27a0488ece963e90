import { ProgressLocation, window } from 'vscode';
import { scanRequest } from '../../core/protocol/causes.ts';
import type { LazyClient } from '../lazyClient.ts';

/** Long enough to be read. */
const statusMs = 15_000;

/** Shows how far the scan is that a report did not wait for, until it is over or the user ends it. */
export async function finishScan(server: LazyClient, host: string): Promise<void> {
  const options = {
    location: ProgressLocation.Notification,
    title: 'Looking for lines of the workspace that cause a finding',
    cancellable: true,
  };
  const isOver = await window.withProgress(options, async (progress, token) => {
    const listener = server.onDidProgress(({ host: of, message }) => {
      if (of === host) progress.report({ message });
    });
    try {
      await server.send(scanRequest, { host }, token);
      return true;
    } catch (error) {
      if (token.isCancellationRequested) return false;
      throw error;
    } finally {
      listener.dispose();
    }
  });
  window.setStatusBarMessage(
    isOver
      ? 'The workspace has been scanned. Inspect again to see the lines that cause a finding.'
      : 'The scan of the workspace was cancelled. The next inspection begins it again.',
    statusMs,
  );
}
