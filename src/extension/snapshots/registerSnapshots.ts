import { commands, Disposable, window, type Uri } from 'vscode';
import { isSnapshotHost, type SaveParams, type SaveResult } from '../../core/protocol/hosts.ts';
import { closeSnapshotCommand } from '../commands/closeSnapshot.ts';
import { compareCommand } from '../commands/compare.ts';
import type { Inspect } from '../commands/inspect.ts';
import { openSnapshotCommand } from '../commands/openSnapshot.ts';
import { saveSnapshotCommand } from '../commands/saveSnapshot.ts';
import { ComparisonPanels } from '../compare/comparisonPanels.ts';
import { EarlierReports } from '../compare/earlierReports.ts';
import type { Failures } from '../failures.ts';
import { commandIds, contextKeys, panelIds } from '../ids.ts';
import type { Inspections } from '../inspections.ts';
import type { ReportPanels } from '../report/reportPanels.ts';
import { ReportSerializer } from '../report/reportSerializer.ts';

export interface SnapshotParts {
  readonly extensionUri: Uri;
  readonly server: { saveSnapshot(params: SaveParams): Promise<SaveResult> };
  readonly inspections: Inspections;
  readonly inspect: Inspect;
  readonly panels: ReportPanels;
  readonly isTrusted: () => boolean;
  readonly failures: Failures;
}

/** What outlives an inspection: its file, a comparison with another one, and its tab when the window is loaded again. */
export function registerSnapshots(
  register: (id: string, run: (...values: unknown[]) => unknown) => void,
  parts: SnapshotParts,
): Disposable {
  const { extensionUri, server, inspections, inspect, panels, failures } = parts;
  const earlier = new EarlierReports();
  const comparisons = new ComparisonPanels(extensionUri);
  const save = (params: SaveParams): Promise<SaveResult> => server.saveSnapshot(params);

  register(commandIds.saveSnapshot, saveSnapshotCommand({ inspections, inspect, save, failures }));
  register(commandIds.openSnapshot, openSnapshotCommand(inspections, inspect, panels, failures));
  register(commandIds.closeSnapshot, closeSnapshotCommand(inspections));
  register(
    commandIds.compare,
    compareCommand({ inspections, inspect, earlier, panels: comparisons, failures }),
  );
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
