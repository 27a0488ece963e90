import { Uri } from 'vscode';
import { snapshotHost } from '../../core/protocol/hosts.ts';
import type { Report } from '../../core/protocol/viewModels.ts';
import type { Failures } from '../failures.ts';
import type { Inspections } from '../inspection/inspections.ts';
import type { ReportPanels } from '../report/reportPanels.ts';
import { askForSnapshotFile, localPath, openSnapshotFile } from '../inspection/openSnapshotFile.ts';
import type { Inspect } from './inspect.ts';

/** "Open Snapshot…": shows a saved inspection in tree and report, as it was. Returns the report for callers of the command. */
export function openSnapshotCommand(
  inspections: Inspections,
  inspect: Inspect,
  panels: ReportPanels,
  failures: Failures,
): (file?: unknown) => Promise<Report | undefined> {
  const run = async (given?: unknown): Promise<Report | undefined> => {
    try {
      const path = given instanceof Uri ? localPath(given) : await askForSnapshotFile();
      if (path === undefined) return undefined;
      const { report } = await openSnapshotFile(path, inspections, inspect);
      panels.reveal(snapshotHost(path), report);
      return report;
    } catch (error) {
      void failures.show(error, () => run());
      return undefined;
    }
  };
  return run;
}
