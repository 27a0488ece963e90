import { commands, Disposable, window } from 'vscode';
import { isSnapshotHost } from '../core/protocol/hosts.ts';
import type { ComparisonPanels } from './compare/comparisonPanels.ts';
import type { EarlierReports } from './compare/earlierReports.ts';
import { contextKeys, panelIds } from './ids.ts';
import { ReportSerializer, type ReportSerializerParts } from './report/reportSerializer.ts';

export interface SnapshotParts extends ReportSerializerParts {
  readonly comparisons: ComparisonPanels;
  readonly earlier: EarlierReports;
}

/** What outlives an inspection: the reports before it, and its tab when the window is loaded again. */
export function keepSnapshots(parts: SnapshotParts): Disposable {
  const { inspections, comparisons, earlier } = parts;
  return Disposable.from(
    comparisons,
    inspections.onDidChange(({ host, state }) => {
      if (state.kind === 'done') earlier.note(host, state.result.report);
    }),
    inspections.onDidForget((host) => {
      earlier.forget(host);
    }),
    inspections.onDidChangeCurrent(({ host }) => {
      void commands.executeCommand('setContext', contextKeys.isSnapshot, isSnapshotHost(host));
    }),
    window.registerWebviewPanelSerializer(panelIds.comparison, comparisons),
    window.registerWebviewPanelSerializer(panelIds.report, new ReportSerializer(parts)),
  );
}
