import { saveSnapshotRequest, type SaveParams, type SaveResult } from '../../core/protocol/hosts.ts';
import type { Server } from '../client/server.ts';
import type { ComparisonPanels } from '../compare/comparisonPanels.ts';
import type { EarlierReports } from '../compare/earlierReports.ts';
import type { Failures } from '../failures.ts';
import { commandIds } from '../ids.ts';
import type { HostList } from '../hosts/hostList.ts';
import type { Inspections } from '../inspection/inspections.ts';
import type { SomeCommands } from '../lazyCommands.ts';
import type { ReportPanels } from '../report/reportPanels.ts';
import { closeSnapshotCommand } from './closeSnapshot.ts';
import { compareCommand } from './compare.ts';
import type { Inspect } from './inspect.ts';
import { openSnapshotCommand } from './openSnapshot.ts';
import { saveSnapshotCommand } from './saveSnapshot.ts';

export interface SnapshotCommandsParts {
  readonly server: Pick<Server, 'send'>;
  readonly inspections: Inspections;
  readonly list: HostList;
  readonly inspect: Inspect;
  readonly panels: ReportPanels;
  readonly comparisons: ComparisonPanels;
  readonly earlier: EarlierReports;
  readonly failures: Failures;
}

/** The commands about what outlives an inspection, by id. */
export function snapshotCommands(
  parts: SnapshotCommandsParts,
): SomeCommands<'saveSnapshot' | 'openSnapshot' | 'closeSnapshot' | 'compare'> {
  const { server, inspections, list, inspect, panels, comparisons, earlier, failures } = parts;
  const save = (params: SaveParams): Promise<SaveResult> => server.send(saveSnapshotRequest, params);
  return {
    [commandIds.saveSnapshot]: saveSnapshotCommand({ inspections, inspect, save, failures }),
    [commandIds.openSnapshot]: openSnapshotCommand(inspections, inspect, panels, failures),
    [commandIds.closeSnapshot]: closeSnapshotCommand(inspections),
    [commandIds.compare]: compareCommand({
      inspections,
      list,
      inspect,
      earlier,
      panels: comparisons,
      failures,
    }),
  };
}
