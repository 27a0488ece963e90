import type { Listener } from '../../aggregate/aggregation.ts';
import type { SocketGroup } from '../../aggregate/socketGroups.ts';
import type { AddressId, AddressTable } from '../../model/addressTable.ts';
import { formatEndpoint } from '../../model/endpoint.ts';

type ListenerGroup = Extract<SocketGroup, { kind: 'listener' }>;
type DestinationGroup = Extract<SocketGroup, { kind: 'destination' }>;

/** As `ss` reads an address alone: `10.0.0.1`, `[::1]`. */
export function hostText(addresses: AddressTable, address: AddressId): string {
  const text = addresses.format(address);
  return text.includes(':') ? `[${text}]` : text;
}

export function destinationExpression(addresses: AddressTable, of: DestinationGroup): string {
  const remote = formatEndpoint(addresses.format(of.remoteAddress), of.remotePort);
  return `src ${hostText(addresses, of.localAddress)} and dst ${remote}`;
}

/**
 * A wildcard takes what no other listening socket of its port takes: not the addresses that are listened on by themselves,
 * and not IPv4 where IPv4 has a wildcard of its own.
 */
export function listenerExpression(
  addresses: AddressTable,
  { address, port }: ListenerGroup,
  listeners: readonly Listener[],
): string {
  const sport = `sport = :${String(port)}`;
  if (!addresses.isWildcard(address)) return `${sport} and src ${hostText(addresses, address)}`;
  const others = listeners
    .filter((other) => other.port === port && other.rows.length > 0 && other.address !== address)
    .map((other) => other.address);
  const taken = others.filter((other) => !addresses.isWildcard(other));
  const isShared = taken.length < others.length;
  const family = isShared ? [addresses.isIPv4(address) ? 'src 0.0.0.0/0' : 'not src 0.0.0.0/0'] : [];
  return [sport, ...family, ...taken.map((other) => `not src ${hostText(addresses, other)}`)].join(' and ');
}
