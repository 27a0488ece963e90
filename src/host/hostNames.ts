import { lookup } from 'node:dns/promises';
import { readFile } from 'node:fs/promises';
import type { NamedAddress } from '../core/causes/live/destinationMatch.ts';

/** The names of `/etc/hosts`, lower case, with their addresses. Empty if there is no such file. */
export async function hostNames(): Promise<Map<string, readonly NamedAddress[]>> {
  const text = await readFile('/etc/hosts', 'utf8').catch(() => '');
  const names = new Map<string, readonly NamedAddress[]>();
  for (const line of text.split('\n')) {
    const [address, ...of] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (address === undefined || address === '') continue;
    for (const name of of) {
      const key = name.toLowerCase();
      names.set(key, [...(names.get(key) ?? []), { address: address.toLowerCase(), source: 'hosts' }]);
    }
  }
  return names;
}

/** Asks this machine's resolver for the names that are not known yet. Used only if the user wants it. */
export async function lookUp(
  names: Map<string, readonly NamedAddress[]>,
  wanted: Iterable<string>,
): Promise<void> {
  const unknown = [...new Set(wanted)].filter((name) => !names.has(name)).slice(0, 100);
  await Promise.all(
    unknown.map(async (name) => {
      const found = await lookup(name, { all: true }).catch(() => []);
      if (found.length > 0)
        names.set(
          name,
          found.map(({ address }) => ({ address: address.toLowerCase(), source: 'dns' })),
        );
    }),
  );
}
