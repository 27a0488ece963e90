import { commandIds } from '../ids.ts';
import type { SomeCommands } from '../lazyCommands.ts';
import type { ReportPanels } from '../report/reportPanels.ts';
import type { Settings } from '../settings.ts';
import { addSshHostCommand } from './addSshHost.ts';
import { copyHostNameCommand } from './copyHostName.ts';
import { inspectAllCommand, type InspectAllParts } from './inspectAll.ts';
import { inspectHostCommand } from './inspectHost.ts';
import { makeCurrentHostCommand } from './makeCurrentHost.ts';
import { openHostReportCommand } from './openHostReport.ts';
import { openHostTerminalCommand } from './openHostTerminal.ts';
import { refreshHostsCommand } from './refreshHosts.ts';
import { removeHostCommand } from './removeHost.ts';

export interface HostCommandsParts extends InspectAllParts {
  readonly panels: ReportPanels;
  readonly settings: Settings;
}

type HostCommand =
  | 'addSshHost'
  | 'inspectAll'
  | 'refreshHosts'
  | 'inspectHost'
  | 'retryHost'
  | 'openHostReport'
  | 'makeCurrentHost'
  | 'openHostTerminal'
  | 'copyHostName'
  | 'removeHost';

/** The commands about several hosts, by id. */
export function hostCommands(parts: HostCommandsParts): SomeCommands<HostCommand> {
  const { list, inspections, panels, settings, failures } = parts;
  const inspectHost = inspectHostCommand(inspections, failures);
  return {
    [commandIds.addSshHost]: addSshHostCommand(list, failures),
    [commandIds.inspectAll]: inspectAllCommand(parts),
    [commandIds.refreshHosts]: refreshHostsCommand(list, failures),
    [commandIds.inspectHost]: inspectHost,
    [commandIds.retryHost]: inspectHost,
    [commandIds.openHostReport]: openHostReportCommand(inspections, panels),
    [commandIds.makeCurrentHost]: makeCurrentHostCommand(inspections, inspectHost),
    [commandIds.openHostTerminal]: openHostTerminalCommand(settings, inspections),
    [commandIds.copyHostName]: copyHostNameCommand(list),
    [commandIds.removeHost]: removeHostCommand(list, failures),
  };
}
