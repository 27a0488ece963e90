import type { AddressId, AddressTable } from '../model/addressTable.ts';
import { sortByKey } from './sortByKey.ts';

/** The rank of each address in its table, by value: 10.0.0.9 before 10.0.0.10, IPv4 before most of IPv6. */
export function addressRanks(addresses: AddressTable): Uint32Array {
  let order: Uint32Array = Uint32Array.from({ length: addresses.size }, (_, id) => id);
  for (const position of [3, 2, 1, 0])
    order = sortByKey(order, (id: AddressId) => addresses.word(id, position));
  const ranks = new Uint32Array(order.length);
  for (let rank = 0; rank < order.length; rank++) ranks[order[rank] ?? 0] = rank;
  return ranks;
}
