import { sshEntry } from './hostEntry.ts';
import { hostNamed, nameOfInstance } from './hostLink.ts';
import type { HostList } from './hostList.ts';

/**
 * The id of the host that an instance of Prometheus (`web1:9810`) runs on: one that is listed, or one of the user's ssh
 * configuration, whose address counts as well. Undefined if none has its name.
 */
export function placeOfInstance(
  instance: string,
  { all, candidates }: Pick<HostList, 'all' | 'candidates'>,
): string | undefined {
  const name = nameOfInstance(instance);
  if (name === undefined) return undefined;
  return (
    hostNamed(name, all)?.id ??
    candidates.find(({ hostName }) => hostName?.toLowerCase() === name)?.id ??
    hostNamed(
      name,
      candidates.map(({ label }) => sshEntry(label)),
    )?.id
  );
}
