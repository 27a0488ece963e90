import { l10n, ProgressLocation, window, type Event } from 'vscode';
import type { InspectProgress, InspectResult } from '../../core/protocol/inspection.ts';
import type { Report } from '../../core/protocol/viewModels.ts';
import { plainText } from '../errors.ts';
import type { Failures } from '../failures.ts';
import type { Inspections } from '../inspections.ts';
import type { ReportPanel } from '../report/reportPanel.ts';

type RunInspect = () => Promise<Report | undefined>;

/** "Inspect TIME_WAIT": collects, fills the tree, opens the report. Returns the report for callers of the command. */
export function inspectCommand(
  inspections: Inspections,
  onDidProgress: Event<InspectProgress>,
  panel: ReportPanel,
  failures: Failures,
): RunInspect {
  const run: RunInspect = async () => {
    try {
      const { report } = await withProgress(inspections, onDidProgress);
      panel.reveal(report);
      return report;
    } catch (error) {
      void failures.show(error, run);
      return undefined;
    }
  };
  return run;
}

async function withProgress(
  inspections: Inspections,
  onDidProgress: Event<InspectProgress>,
): Promise<InspectResult> {
  const options = {
    location: ProgressLocation.Notification,
    title: l10n.t('Inspecting TIME_WAIT'),
    cancellable: true,
  };
  return await window.withProgress(options, async (progress, token) => {
    const listener = onDidProgress(({ message }) => {
      progress.report({ message: plainText(message) });
    });
    try {
      return await inspections.inspect(token);
    } finally {
      listener.dispose();
    }
  });
}
