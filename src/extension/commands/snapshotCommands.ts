import type { Uri } from 'vscode';
import { isSnapshotHost, hostId } from '../../core/model/hostId.ts';
import type { Report } from '../../core/protocol/viewModels.ts';
import type { Send } from '../client/server.ts';
import type { CommandTypes } from '../commandTypes.ts';
import type { ComparisonPanels } from '../compare/comparisonPanels.ts';
import type { EarlierReports } from '../compare/earlierReports.ts';
import type { Failures } from '../failures.ts';
import type { HostList } from '../hosts/hostList.ts';
import type { Inspections } from '../inspection/inspections.ts';
import type { Inspect } from '../inspection/inspectWithProgress.ts';
import { askForSnapshotFile, openSnapshotFile } from '../inspection/openSnapshotFile.ts';
import type { ReportPanels } from '../report/reportPanels.ts';
import type { Surroundings } from '../surroundings.ts';
import { compareCommand } from './compare.ts';
import { hostOf } from './hostOf.ts';
import { saveSnapshotCommand } from './saveSnapshot.ts';

export interface SnapshotCommandsParts {
  readonly send: Send;
  readonly inspections: Inspections;
  readonly list: HostList;
  readonly inspect: Inspect;
  readonly panels: ReportPanels;
  readonly comparisons: ComparisonPanels;
  readonly earlier: EarlierReports;
  readonly failures: Failures;
  readonly surroundings: Surroundings;
}

/** The commands about what outlives an inspection. */
export function snapshotCommands(
  parts: SnapshotCommandsParts,
): Pick<CommandTypes, 'saveSnapshot' | 'openSnapshot' | 'closeSnapshot' | 'compare'> {
  const { inspections } = parts;
  return {
    saveSnapshot: saveSnapshotCommand(parts),
    openSnapshot: openSnapshotCommand(parts),
    /** Takes what was opened from a file out of the tree, and closes its report. The file stays. */
    closeSnapshot: (argument = inspections.current.host) => {
      const host = hostOf(argument);
      if (isSnapshotHost(host)) inspections.forget(host);
    },
    compare: compareCommand(parts),
  };
}

/** "Open Snapshot…": shows a saved inspection in the tree and in a report, as it was. Returns the report for callers of the command. */
function openSnapshotCommand({
  inspections,
  inspect,
  panels,
  failures,
  surroundings,
}: SnapshotCommandsParts): CommandTypes['openSnapshot'] {
  const run = async (given?: Uri): Promise<Report | undefined> => {
    try {
      const path =
        given === undefined ? await askForSnapshotFile(surroundings) : surroundings.nameOfFile(given);
      if (path === undefined) return undefined;
      const { report } = await openSnapshotFile(path, inspections, inspect);
      await panels.reveal(hostId('file', path));
      return report;
    } catch (error) {
      void failures.show(error, () => run());
      return undefined;
    }
  };
  return run;
}
