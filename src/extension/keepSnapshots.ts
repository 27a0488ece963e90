import { Disposable, window } from 'vscode';
import { isSnapshotHost } from '../core/model/hostId.ts';
import type { ComparisonPanels } from './compare/comparisonPanels.ts';
import type { EarlierReports } from './compare/earlierReports.ts';
import { panelIds, snapshotEditorId } from './ids.ts';
import type { FleetPanels } from './report/fleetPanels.ts';
import { ReportSerializer, type ReportSerializerParts } from './report/reportSerializer.ts';
import type { SnapshotEditor } from './report/snapshotEditor.ts';
import { setContext } from './runCommand.ts';

export interface SnapshotParts extends ReportSerializerParts {
  readonly comparisons: () => Promise<ComparisonPanels>;
  readonly fleetPanels: () => Promise<FleetPanels>;
  readonly snapshotEditor: () => Promise<SnapshotEditor>;
  readonly earlier: EarlierReports;
}

/** Keeps earlier reports, opens saved ones, and restores tabs when the window is reloaded. */
export function keepSnapshots(parts: SnapshotParts): Disposable {
  const { inspections, comparisons, fleetPanels, snapshotEditor, earlier } = parts;
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
    window.registerCustomEditorProvider(snapshotEditorId, {
      /** The server reads the file, when its tab is drawn. */
      openCustomDocument: (uri) => ({ uri, dispose: () => undefined }),
      resolveCustomEditor: async (document, panel) => {
        await (await snapshotEditor()).resolveCustomEditor(document, panel);
      },
    }),
  );
}
