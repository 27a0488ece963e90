import { CancellationTokenSource, Disposable, l10n, ProgressLocation, window, type Event } from 'vscode';
import type { InspectProgress, InspectResult } from '../../core/protocol/inspection.ts';
import type { Report } from '../../core/protocol/viewModels.ts';
import { endsWithin } from '../endsWithin.ts';
import { plainText } from '../errors.ts';
import type { Failures } from '../failures.ts';
import type { HostInspection } from '../hostInspection.ts';
import type { Inspections } from '../inspections.ts';
import type { ReportPanels } from '../report/reportPanels.ts';

const progressAfterMs = 400;
const progressOptions = {
  location: ProgressLocation.Notification,
  title: l10n.t('Inspecting TIME_WAIT'),
  cancellable: true,
};

type RunInspect = (host?: unknown) => Promise<Report | undefined>;

/**
 * "Inspect TIME_WAIT": collects, fills the tree, opens the report; of the host that is named, else of the current one.
 * Returns the report for callers of the command.
 */
export function inspectCommand(
  inspections: Inspections,
  onDidProgress: Event<InspectProgress>,
  panels: ReportPanels,
  failures: Failures,
): RunInspect {
  const run: RunInspect = async (named) => {
    const { host } = typeof named === 'string' ? inspections.of(named) : inspections.current;
    try {
      const { report } = await withProgress(inspections.of(host), onDidProgress);
      panels.reveal(host, report);
      return report;
    } catch (error) {
      void failures.show(error, () => run(host));
      return undefined;
    }
  };
  return run;
}

/** Progress that can be cancelled, but only for what takes long enough to be wondered about. */
async function withProgress(
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
