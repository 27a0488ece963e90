import { window } from 'vscode';
import type { Report } from '../../core/protocol/viewModels.ts';
import type { CommandTypes } from '../commandTypes.ts';
import type { Failures } from '../failures.ts';
import { viewIds } from '../ids.ts';
import { inspectEach } from '../inspection/inspectEach.ts';
import type { Inspections } from '../inspection/inspections.ts';
import type { AutoRefresh } from '../live/autoRefresh.ts';

/** The commands about reading again what is shown: now, or by itself. */
export function refreshCommands(
  inspections: Inspections,
  refresh: AutoRefresh,
  failures: Failures,
): Pick<CommandTypes, 'refresh' | 'pauseRefresh' | 'resumeRefresh'> {
  return {
    refresh: refreshCommand(inspections, failures),
    pauseRefresh: () => {
      refresh.pause(true);
    },
    resumeRefresh: () => {
      refresh.pause(false);
    },
  };
}

/**
 * "Refresh": inspects the current host and the others that the tree shows again, updating their open reports; opens
 * nothing. Returns the report of the current host.
 */
function refreshCommand(inspections: Inspections, failures: Failures): CommandTypes['refresh'] {
  const location = { viewId: viewIds.sockets };
  const run = async (): Promise<Report | undefined> => {
    try {
      return await window.withProgress({ location }, async (_, token) => {
        const { current, known } = inspections;
        const others = known.filter(
          (other) => other !== current && other.result?.report.openedFrom === undefined,
        );
        const [{ report }, failed] = await Promise.all([current.inspect(), inspectEach(others, token)]);
        for (const error of failed.values()) failures.note(error);
        return report;
      });
    } catch (error) {
      void failures.show(error, run);
      return undefined;
    }
  };
  return run;
}
