import type { AddressId, AddressTable } from '../../model/addressTable.ts';
import { numberText } from '../../model/numberText.ts';
import type { SocketEvidence } from '../rule.ts';
import { fullDestinations } from './fullDestinations.ts';

/**
 * A sentence for connections that fail from a private address to a public one: they pass a NAT, which can run out of
 * ports while this host has enough. Empty where nothing speaks for that. The evidence is consistent with it, no more.
 */
export function natOnTheWay(sockets: SocketEvidence, rows: readonly number[]): string {
  const { table } = sockets;
  const full = new Set(fullDestinations(sockets).map(({ group }) => group));
  const translated = rows.filter((row) => mayBeTranslated(sockets, full, row));
  if (translated.length === 0) return '';
  const which =
    translated.length === rows.length ? 'This' : `For ${numberText(translated.length)} of these sockets this`;
  const areMany = new Set(translated.map((row) => table.remoteAddress[row])).size > 1;
  return ` ${which} is also what a NAT on the way looks like that has no port left: the address here is private, ${areMany ? 'the peers’ addresses are not' : 'the peer’s is not'}, and this host has ports enough. Look at the NAT gateway.`;
}

function mayBeTranslated(
  { table, aggregation }: SocketEvidence,
  full: ReadonlySet<number>,
  row: number,
): boolean {
  const { addresses } = table;
  const local = table.localAddress[row] ?? 0;
  const remote = table.remoteAddress[row] ?? 0;
  if (!isPrivate(addresses, local) || isPrivate(addresses, remote) || addresses.isLoopback(remote))
    return false;
  return !full.has(aggregation.groups.ofRow[row] ?? 0);
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
