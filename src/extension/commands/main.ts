import type { Memento } from 'vscode';
import { filterRequest } from '../../core/protocol/inspection.ts';
import type { ChangeSetting } from '../changes/changeSetting.ts';
import { hostChangeCommands } from './hostChangeCommands.ts';
import type { ComparisonPanels } from '../compare/comparisonPanels.ts';
import type { EarlierReports } from '../compare/earlierReports.ts';
import type { Failures } from '../failures.ts';
import { FilterTrial } from '../filter/filterTrial.ts';
import type { ViewFilter } from '../filter/viewFilter.ts';
import type { Guide } from '../guide.ts';
import type { HostList } from '../hosts/hostList.ts';
import { commandIds } from '../ids.ts';
import { inspectWithProgress } from '../inspection/inspectWithProgress.ts';
import type { Inspections } from '../inspection/inspections.ts';
import type { Commands } from '../lazyCommands.ts';
import type { LazyClient } from '../lazyClient.ts';
import type { AutoRefresh } from '../live/autoRefresh.ts';
import type { ReportPanels } from '../report/reportPanels.ts';
import type { RowSource } from './takenRows.ts';
import type { Settings } from '../settings.ts';
import type { ViewShape } from '../shape/viewShape.ts';
import type { SocketForest } from '../views/socketForest.ts';
import { clearFilterCommand } from './clearFilter.ts';
import { copyShellCommand } from './copyShellCommand.ts';
import { findingCommands } from './findingCommands.ts';
import { filterCommand } from './filter.ts';
import { groupByCommand } from './groupBy.ts';
import { hostCommands } from './hostCommands.ts';
import { inspectCommand, type Inspect } from './inspect.ts';
import { openGuideCommand } from './openGuide.ts';
import { pauseRefreshCommand } from './pauseRefresh.ts';
import { refreshCommand } from './refresh.ts';
import { resetShapeCommand } from './resetShape.ts';
import { resumeRefreshCommand } from './resumeRefresh.ts';
import { rowCommands } from './rowCommands.ts';
import { saveDropIn } from './saveDropIn.ts';
import { showMoreCommand } from './showMore.ts';
import { snapshotCommands } from './snapshotCommands.ts';
import { sortByCommand } from './sortBy.ts';
import { typeShellCommand } from './typeShellCommand.ts';

// Rows are first drawn long after activation, and how is no small part of the extension.
export { findingItem } from '../findings/findingItem.ts';
export { PortsNotice } from '../notice/portsNotice.ts';
export * as hostDrawing from '../views/hostDrawing.ts';
export { InspectTool } from '../chat/inspectTool.ts';

/** What the commands work with. All of it is made at activation. */
export interface CommandParts {
  /** Remembered for all windows. */
  readonly globalState: Memento;
  readonly server: LazyClient;
  readonly inspections: Inspections;
  readonly list: HostList;
  readonly panels: ReportPanels;
  readonly comparisons: ComparisonPanels;
  readonly earlier: EarlierReports;
  readonly filter: ViewFilter;
  readonly shape: ViewShape;
  readonly forest: SocketForest;
  readonly rows: RowSource;
  readonly refresh: AutoRefresh;
  readonly guide: Guide;
  readonly settings: Settings;
  readonly failures: Failures;
  readonly isTrusted: () => boolean;
  readonly changes: ChangeSetting;
  readonly showLog: () => void;
}

/** A bundle of its own, loaded with the first command: most of what the extension can do is not needed before. */
export function createCommands(parts: CommandParts): Commands {
  const { server, inspections, list, panels, filter, shape, refresh, failures } = parts;
  const inspect: Inspect = (inspection) => inspectWithProgress(inspection, server.onDidProgress);
  const trial = new FilterTrial(inspections, (params, token) => server.send(filterRequest, params, token));
  return {
    [commandIds.inspect]: inspectCommand(list, inspections, inspect, panels, failures),
    [commandIds.refresh]: refreshCommand(inspections, failures),
    [commandIds.openGuide]: openGuideCommand(parts.guide, failures),
    [commandIds.filter]: filterCommand(filter, trial, failures),
    [commandIds.clearFilter]: clearFilterCommand(filter),
    [commandIds.groupBy]: groupByCommand(shape),
    [commandIds.sortBy]: sortByCommand(shape),
    [commandIds.resetShape]: resetShapeCommand(shape),
    [commandIds.pauseRefresh]: pauseRefreshCommand(refresh),
    [commandIds.resumeRefresh]: resumeRefreshCommand(refresh),
    [commandIds.showMore]: showMoreCommand(parts.forest),
    [commandIds.showLog]: parts.showLog,
    [commandIds.copyShellCommand]: copyShellCommand,
    [commandIds.typeShellCommand]: typeShellCommand,
    [commandIds.saveDropIn]: saveDropIn,
    ...findingCommands(inspections, failures),
    ...hostCommands(parts),
    ...rowCommands(parts),
    ...hostChangeCommands(parts),
    ...snapshotCommands({ ...parts, inspect }),
  };
}
