import { Disposable, window } from 'vscode';
import { isSnapshotHost } from '../core/model/hostId.ts';
import type { ComparisonPanels } from './compare/comparisonPanels.ts';
import type { EarlierReports } from './compare/earlierReports.ts';
import { panelIds, snapshotEditorId } from './ids.ts';
import type { FleetPanels } from './report/fleetPanels.ts';
import { ReportSerializer } from './report/reportSerializer.ts';
import { SnapshotEditor, type SnapshotEditorParts } from './report/snapshotEditor.ts';
import { setContext } from './runCommand.ts';

export interface SnapshotParts extends SnapshotEditorParts {
  readonly comparisons: () => Promise<ComparisonPanels>;
  readonly fleetPanels: () => Promise<FleetPanels>;
  readonly earlier: EarlierReports;
}

/** Keeps earlier reports, opens saved ones, and restores tabs when the window is reloaded. */
export function keepSnapshots(parts: SnapshotParts): Disposable {
  const { inspections, comparisons, fleetPanels, earlier } = parts;
  return Disposable.from(
    inspections.onDidChange(({ host, state }) => {
      if (state.kind === 'done') earlier.note(host, state.result.report);
    }),
    inspections.onDidForget((host) => {
      earlier.forget(host);
    }),
    inspections.onDidChangeCurrent(({ host }) => {
      setContext('isSnapshot', isSnapshotHost(host));
    }),
    window.registerWebviewPanelSerializer(panelIds.comparison, {
      deserializeWebviewPanel: async (panel, state: unknown) => {
        (await comparisons()).adopt(panel, state);
      },
    }),
    window.registerWebviewPanelSerializer(panelIds.fleet, {
      deserializeWebviewPanel: async (panel, state: unknown) => {
        (await fleetPanels()).adopt(panel, state);
      },
    }),
    window.registerWebviewPanelSerializer(panelIds.report, new ReportSerializer(parts)),
    window.registerCustomEditorProvider(snapshotEditorId, new SnapshotEditor(parts)),
  );
}
