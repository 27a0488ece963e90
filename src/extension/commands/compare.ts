import type { Report } from '../../core/protocol/viewModels.ts';
import type { ComparisonPanels } from '../compare/comparisonPanels.ts';
import type { EarlierReports } from '../compare/earlierReports.ts';
import { pickReport } from '../compare/pickReport.ts';
import type { CommandTypes } from '../commandTypes.ts';
import type { Failures } from '../failures.ts';
import type { HostList } from '../hosts/hostList.ts';
import type { Inspections } from '../inspection/inspections.ts';
import type { Inspect } from '../inspection/inspectWithProgress.ts';
import { askForSnapshotFile, openSnapshotFile } from '../inspection/openSnapshotFile.ts';
import type { Surroundings } from '../surroundings.ts';
import { hostOf, isHostArgument } from './hostOf.ts';

export interface CompareParts {
  readonly inspections: Inspections;
  readonly list: HostList;
  readonly inspect: Inspect;
  readonly earlier: EarlierReports;
  readonly comparisons: ComparisonPanels;
  readonly failures: Failures;
  readonly surroundings: Surroundings;
}

/**
 * "Compare…": shows two inspections side by side. Both can be given, by id or as rows of a tree; otherwise the
 * current host is used, and the user is asked what to compare it with. Hosts that were not inspected yet are
 * inspected.
 */
export function compareCommand(parts: CompareParts): CommandTypes['compare'] {
  const { inspections, comparisons, failures } = parts;
  const reportOf = async (host: string): Promise<Report> => {
    const inspection = inspections.of(host);
    return (inspection.result ?? (await parts.inspect(inspection))).report;
  };
  const run: CommandTypes['compare'] = async (one, other) => {
    try {
      const [first = inspections.current.host, second] = hosts(one, other);
      const left = await reportOf(first);
      const right = second === undefined ? await ask(first, left, parts) : await reportOf(second);
      if (right !== undefined) comparisons.show(left, right);
    } catch (error) {
      void failures.show(error, () => run(one, other));
    }
  };
  return run;
}

/** As two arguments, or as a row and all selected rows, which is how VS Code calls commands in a tree's menu. */
function hosts(...[one, other]: Parameters<CommandTypes['compare']>): readonly string[] {
  const named = Array.isArray(other) && other.length > 1 ? (other as readonly unknown[]) : [one, other];
  return named.filter(isHostArgument).map(hostOf);
}

function ask(
  host: string,
  base: Report,
  { inspections, list, inspect, earlier, surroundings }: CompareParts,
): Promise<Report | undefined> {
  const others = list.all.filter(({ id }) => id !== host);
  return pickReport(base, {
    others: others.map(({ id, label }) => {
      const inspection = inspections.of(id);
      const report = inspection.result?.report;
      return {
        label,
        ...(report && { report }),
        inspect: async () => (await inspect(inspection)).report,
      };
    }),
    earlier: earlier.of(host),
    openFile: async () => {
      const path = await askForSnapshotFile(surroundings);
      return path === undefined ? undefined : (await openSnapshotFile(path, inspections, inspect)).report;
    },
  });
}
