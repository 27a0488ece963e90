import type { InspectResult } from '../../core/protocol/inspection.ts';
import type { Report } from '../../core/protocol/viewModels.ts';
import type { Failures } from '../failures.ts';
import type { HostInspection } from '../inspection/hostInspection.ts';
import type { HostList } from '../hosts/hostList.ts';
import { pickHost } from '../hosts/pickHost.ts';
import type { Inspections } from '../inspection/inspections.ts';
import type { ReportPanels } from '../report/reportPanels.ts';
import { namedHost } from './namedHost.ts';

/** Inspects a host, with progress where it takes long. */
export type Inspect = (inspection: HostInspection) => Promise<InspectResult>;

type RunInspect = (host?: unknown) => Promise<Report | undefined>;

/**
 * "Inspect TIME_WAIT": collects, fills the tree, opens the report. Of the host that it is called for, else of the one whose
 * report is in front; asks only where neither is and there is more than one. Returns the report for callers of the
 * command.
 */
export function inspectCommand(
  list: HostList,
  inspections: Inspections,
  inspect: Inspect,
  panels: ReportPanels,
  failures: Failures,
): RunInspect {
  const run: RunInspect = async (argument) => {
    const host = namedHost(argument) ?? panels.activeHost ?? (await pickHost(list, inspections));
    if (host === undefined) return undefined;
    try {
      const { report } = await inspect(inspections.of(host));
      panels.reveal(host, report);
      return report;
    } catch (error) {
      void failures.show(error, () => run(host));
      return undefined;
    }
  };
  return run;
}
