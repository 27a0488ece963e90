import type { Report } from '../../core/protocol/viewModels.ts';
import type { CommandTypes, HostArgument } from '../commandTypes.ts';
import { untrustedWorkspace } from '../errors.ts';
import type { Failures } from '../failures.ts';
import type { HostList } from '../hosts/hostList.ts';
import { pickHost } from '../hosts/pickHost.ts';
import type { Inspections } from '../inspection/inspections.ts';
import type { ReportPanels } from '../report/reportPanels.ts';
import { hostOf } from './hostOf.ts';

/**
 * "Inspect TIME_WAIT": opens the report, which says how it goes, collects, and fills report and tree. Of the host that it is called for, else of the one whose
 * report is in front; asks only where neither is and there is more than one. Returns the report for callers of the
 * command.
 */
export function inspectCommand(
  list: HostList,
  inspections: Inspections,
  panels: ReportPanels,
  isTrusted: () => boolean,
  failures: Failures,
): CommandTypes['inspect'] {
  const run = async (argument?: HostArgument): Promise<Report | undefined> => {
    const named = argument === undefined ? panels.activeHost : hostOf(argument);
    const host = named ?? (await pickHost(list, inspections, 'Inspect TIME_WAIT'));
    if (host === undefined) return undefined;
    try {
      if (!isTrusted()) throw untrustedWorkspace();
      const panel = await panels.reveal(host);
      return await panel.inspect();
    } catch (error) {
      void failures.show(error, () => run(host));
      return undefined;
    }
  };
  return run;
}
