import { isSnapshotHost, localHost } from '../../core/protocol/hosts.ts';
import type { InspectResult } from '../../core/protocol/inspection.ts';
import type { Report } from '../../core/protocol/viewModels.ts';
import type { Failures } from '../failures.ts';
import type { HostInspection } from '../hostInspection.ts';
import type { Inspections } from '../inspections.ts';
import type { ReportPanels } from '../report/reportPanels.ts';

/** Inspects a host, with progress where it takes long. */
export type Inspect = (inspection: HostInspection) => Promise<InspectResult>;

type RunInspect = (host?: unknown) => Promise<Report | undefined>;

/**
 * "Inspect TIME_WAIT": collects, fills the tree, opens the report; of the host that is named, else of the current one.
 * Returns the report for callers of the command.
 */
export function inspectCommand(
  inspections: Inspections,
  inspect: Inspect,
  panels: ReportPanels,
  failures: Failures,
): RunInspect {
  const run: RunInspect = async (named) => {
    const host = typeof named === 'string' ? named : hostToInspect(inspections);
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

/** What was opened from a file stays as it is: without a name, this machine is meant then. */
function hostToInspect({ current: { host } }: Inspections): string {
  return isSnapshotHost(host) ? localHost : host;
}
