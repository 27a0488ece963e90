import { lookup } from 'node:dns/promises';
import type { NamedAddress } from '../core/causes/live/destinationMatch.ts';
import { readText, type Source } from '../core/collect/host.ts';
import { isHost, type Place } from '../core/collect/place.ts';
import type { Cancellation } from '../core/model/cancellation.ts';
import { valueOf } from '../core/model/outcome.ts';

const hosts: Source = { kind: 'file', path: '/etc/hosts' };

/**
 * The names of the place's `/etc/hosts`, lower case, with their addresses: those of this machine say nothing about the sockets of
 * another. Empty if it cannot be read.
 */
export async function hostNames(
  place: Place,
  cancellation: Cancellation,
): Promise<Map<string, readonly NamedAddress[]>> {
  const text = isHost(place)
    ? valueOf(await readText(place.host.open({ sources: [hosts] }, cancellation), hosts, cancellation))
    : undefined;
  const names = new Map<string, readonly NamedAddress[]>();
  for (const line of (text ?? '').split('\n')) {
    const [address, ...of] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (address === undefined || address === '') continue;
    for (const name of of) {
      const key = name.toLowerCase();
      names.set(key, [...(names.get(key) ?? []), { address: address.toLowerCase(), source: 'hosts' }]);
    }
  }
  return names;
}

/**
 * Asks this machine's resolver for the names that are not known yet. Used only if the user wants it.
 * @param isHere whether the sockets are this machine's: another's resolver may give another address.
 */
export async function lookUp(
  names: Map<string, readonly NamedAddress[]>,
  wanted: Iterable<string>,
  isHere: boolean,
): Promise<void> {
  const unknown = [...new Set(wanted)].filter((name) => !names.has(name)).slice(0, 100);
  await Promise.all(
    unknown.map(async (name) => {
      const found = await lookup(name, { all: true }).catch(() => []);
      if (found.length > 0)
        names.set(
          name,
          found.map(({ address }) => ({
            address: address.toLowerCase(),
            source: 'dns',
            ...(!isHere && { isOfOtherMachine: true as const }),
          })),
        );
    }),
  );
}
