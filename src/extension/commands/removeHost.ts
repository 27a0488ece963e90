import type { Failures } from '../failures.ts';
import type { HostList } from '../hosts/hostList.ts';
import { namedHost } from './namedHost.ts';

/** "Remove" of a host's row: takes it off the list, with its connection, report and figures. */
export function removeHostCommand(list: HostList, failures: Failures): (argument: unknown) => Promise<void> {
  const run = async (argument: unknown): Promise<void> => {
    const entry = list.find(namedHost(argument) ?? '');
    try {
      if (entry !== undefined) await list.remove(entry);
    } catch (error) {
      void failures.show(error, () => run(argument));
    }
  };
  return run;
}
