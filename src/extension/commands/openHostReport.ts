import { commands } from 'vscode';
import { commandIds } from '../ids.ts';
import type { Inspections } from '../inspection/inspections.ts';
import type { ReportPanels } from '../report/reportPanels.ts';
import { namedHost } from './namedHost.ts';

/** "Open Report" of a host's row: with the figures that there are, else after an inspection. */
export function openHostReportCommand(
  inspections: Inspections,
  panels: ReportPanels,
): (argument: unknown) => Promise<void> {
  return async (argument) => {
    const host = namedHost(argument);
    if (host === undefined) return;
    const { result } = inspections.of(host);
    if (result === undefined) await commands.executeCommand(commandIds.inspect, host);
    else panels.reveal(host, result.report);
  };
}
