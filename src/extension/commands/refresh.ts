import { window } from 'vscode';
import type { Report } from '../../core/protocol/viewModels.ts';
import type { Failures } from '../failures.ts';
import { viewIds } from '../ids.ts';
import type { Inspections } from '../inspections.ts';

/** "Refresh": collects again from the current host, for the tree and for its report where that is open; opens nothing. */
export function refreshCommand(
  inspections: Inspections,
  failures: Failures,
): () => Promise<Report | undefined> {
  const location = { viewId: viewIds.sockets };
  const run = async (): Promise<Report | undefined> => {
    try {
      return (await window.withProgress({ location }, () => inspections.current.inspect())).report;
    } catch (error) {
      void failures.show(error, run);
      return undefined;
    }
  };
  return run;
}
