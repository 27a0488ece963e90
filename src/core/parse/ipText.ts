import type { AddressTable } from '../model/addressTable.ts';
import { Byte, find, hexValues } from './bytes.ts';

/**
 * Parses an IP address as programs print it, without brackets or a zone, from bytes: this runs twice per socket, so
 * it creates no strings. Returns the id of the interned address, or -1 if the text is not an address.
 */
export function internAddressText(
  addresses: AddressTable,
  bytes: Uint8Array,
  start: number,
  end: number,
): number {
  if (find(bytes, start, end, Byte.colon) < end) return internIPv6(addresses, bytes, start, end);
  const word = ipv4Word(bytes, start, end);
  return word < 0 ? -1 : addresses.internIPv4(word);
}

/** Four decimal parts as one word, most significant byte first; -1 if the text is not a dotted quad. */
function ipv4Word(bytes: Uint8Array, start: number, end: number): number {
  let word = 0;
  let part = -1;
  let parts = 0;
  for (let at = start; at <= end; at++) {
    const byte = at === end ? Byte.dot : bytes[at];
    if (byte === Byte.dot) {
      if (part < 0) return -1;
      word = word * 256 + part;
      part = -1;
      parts++;
      continue;
    }
    const digit = (byte ?? 0) - Byte.zero;
    if (digit < 0 || digit > 9) return -1;
    part = Math.max(part, 0) * 10 + digit;
    if (part > 255) return -1;
  }
  return parts === 4 ? word : -1;
}

const groups = new Uint16Array(8);

/** Also `::ffff:1.2.3.4`. */
function internIPv6(addresses: AddressTable, bytes: Uint8Array, start: number, end: number): number {
  groups.fill(0);
  let count = 0;
  let gap = -1;
  let at = start;
  if (bytes[at] === Byte.colon) {
    if (bytes[at + 1] !== Byte.colon) return -1;
    at++;
  }
  while (at < end) {
    if (bytes[at] === Byte.colon) {
      if (gap >= 0) return -1;
      gap = count;
      at++;
      continue;
    }
    const stop = groupEnd(bytes, at, end);
    if (stop < end && bytes[stop] === Byte.dot) {
      const word = ipv4Word(bytes, at, end);
      if (word < 0 || count > 6) return -1;
      groups[count++] = word >>> 16;
      groups[count++] = word & 0xffff;
      break;
    }
    if (stop === at || stop - at > 4 || count > 7) return -1;
    if (stop < end && bytes[stop] !== Byte.colon) return -1;
    groups[count++] = hexGroup(bytes, at, stop);
    at = stop + 1;
    if (at === end && stop < end) return -1;
  }
  if (gap < 0 ? count !== 8 : count > 7) return -1;
  if (gap >= 0) {
    groups.copyWithin(8 - (count - gap), gap, count);
    groups.fill(0, gap, 8 - (count - gap));
  }
  return addresses.intern(groupPair(0), groupPair(2), groupPair(4), groupPair(6));
}

function groupEnd(bytes: Uint8Array, at: number, end: number): number {
  while (at < end && hexValues[bytes[at] ?? 0] !== 255) at++;
  return at;
}

function hexGroup(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at++) value = value * 16 + (hexValues[bytes[at] ?? 0] ?? 0);
  return value;
}

function groupPair(position: number): number {
  return (((groups[position] ?? 0) << 16) | (groups[position + 1] ?? 0)) >>> 0;
}
