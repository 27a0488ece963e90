import type { AddressId, AddressTable } from '../../model/addressTable.ts';
import { exhaustionShares } from '../../model/exhaustionShares.ts';
import type { SocketEvidence } from '../rule.ts';

/**
 * A sentence for connections that fail from a private address to a public one: they pass a NAT, which can run out of
 * ports while this host has enough. Empty where nothing speaks for that. The evidence is consistent with it, no more.
 */
export function natOnTheWay({ table, aggregation }: SocketEvidence, row: number): string {
  const { addresses } = table;
  const local = table.localAddress[row] ?? 0;
  const remote = table.remoteAddress[row] ?? 0;
  if (!isPrivate(addresses, local) || isPrivate(addresses, remote) || addresses.isLoopback(remote)) return '';
  const group = aggregation.groups.ofRow[row];
  const { used = 0, usable = 1 } = aggregation.destinations.find((each) => each.group === group) ?? {};
  if (used / usable >= exhaustionShares.warning) return '';
  return ' This is also what a NAT on the way looks like that has no port left: the address here is private, the peer’s is not, and this host has ports enough. Look at the NAT gateway.';
}

/** RFC 1918, RFC 6598 (shared by carriers and clouds), link-local and unique local addresses. */
export function isPrivate(addresses: AddressTable, id: AddressId): boolean {
  const [first, second] = [addresses.word(id, 0), addresses.word(id, 3)];
  if (!addresses.isIPv4(id)) return first >>> 25 === 0x7e || first >>> 22 === 0x3fa;
  const top = second >>> 24;
  return (
    top === 10 ||
    second >>> 20 === 0xac1 ||
    second >>> 16 === 0xc0a8 ||
    second >>> 22 === 0x191 ||
    second >>> 16 === 0xa9fe
  );
}
