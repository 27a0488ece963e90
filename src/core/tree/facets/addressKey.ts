import type { AddressId, AddressTable } from '../../model/addressTable.ts';

/** An address as four hexadecimal words, so that it can be looked up directly in another snapshot's table. */
export function addressKey(addresses: AddressTable, id: AddressId): string {
  return [0, 1, 2, 3].map((position) => addresses.word(id, position).toString(16)).join('.');
}

/** -1 if the table does not contain it. */
export function findAddress(addresses: AddressTable, key: string): AddressId {
  const [a = NaN, b = NaN, c = NaN, d = NaN] = key.split('.').map((word) => Number.parseInt(word, 16));
  return addresses.find(a, b, c, d);
}
