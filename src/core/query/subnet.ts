import ipaddr from 'ipaddr.js';
import type { AddressId, AddressTable } from '../model/addressTable.ts';

/** An address or a network, as four words and a mask; IPv4 in its v4-mapped form, as in address tables. */
export interface Subnet {
  readonly words: readonly [number, number, number, number];
  readonly mask: readonly [number, number, number, number];
}

/** `10.0.0.1`, `10.0.0.0/8`, `::1`, `fe80::/10`; undefined if the text is neither. */
export function parseSubnet(text: string): Subnet | undefined {
  const [address = '', prefix, ...rest] = text.split('/');
  if (rest.length > 0 || !(ipaddr.IPv4.isValidFourPartDecimal(address) || ipaddr.IPv6.isValid(address)))
    return undefined;
  const parsed = ipaddr.parse(address);
  const width = parsed.kind() === 'ipv4' ? 32 : 128;
  if (prefix !== undefined && !(/^\d{1,3}$/.test(prefix) && Number(prefix) <= width)) return undefined;
  const bytes = parsed.kind() === 'ipv4' ? [...mapped, ...parsed.toByteArray()] : parsed.toByteArray();
  const bits = 128 - width + Number(prefix ?? width);
  const mask = fourWords((word) => maskWord(bits - word * 32));
  return { words: fourWords((word) => (wordOf(bytes, word * 4) & mask[word]) >>> 0), mask };
}

/** Whether an interned address is in the network. */
export function isInSubnet({ words, mask }: Subnet, addresses: AddressTable, id: AddressId): boolean {
  for (let word = 0; word < 4; word++) {
    if ((addresses.word(id, word) & (mask[word] ?? 0)) >>> 0 !== words[word]) return false;
  }
  return true;
}

const mapped = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];

function fourWords(make: (word: 0 | 1 | 2 | 3) => number): [number, number, number, number] {
  return [make(0), make(1), make(2), make(3)];
}

function wordOf(bytes: readonly number[], at: number): number {
  const byte = (offset: number): number => bytes[at + offset] ?? 0;
  return ((byte(0) << 24) | (byte(1) << 16) | (byte(2) << 8) | byte(3)) >>> 0;
}

function maskWord(bits: number): number {
  if (bits <= 0) return 0;
  return bits >= 32 ? 0xffffffff : (0xffffffff << (32 - bits)) >>> 0;
}
