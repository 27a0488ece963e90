import { window } from 'vscode';
import type { Failures } from '../failures.ts';
import type { HostList } from '../hosts/hostList.ts';
import { viewIds } from '../ids.ts';

/** "Refresh Host List": looks what there is by now. Inspects nothing. */
export function refreshHostsCommand(list: HostList, failures: Failures): () => Promise<void> {
  const run = async (): Promise<void> => {
    try {
      await window.withProgress({ location: { viewId: viewIds.hosts } }, () => list.refresh());
    } catch (error) {
      void failures.show(error, run);
    }
  };
  return run;
}
