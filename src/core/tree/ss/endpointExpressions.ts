import type { Listener } from '../../aggregate/aggregation.ts';
import type { SocketGroup } from '../../aggregate/socketGroups.ts';
import type { AddressTable } from '../../model/addressTable.ts';
import { formatAddress, formatEndpoint } from '../../model/endpoint.ts';

type ListenerGroup = Extract<SocketGroup, { kind: 'listener' }>;
type DestinationGroup = Extract<SocketGroup, { kind: 'destination' }>;

export function destinationExpression(addresses: AddressTable, of: DestinationGroup): string {
  const remote = formatEndpoint(addresses.format(of.remoteAddress), of.remotePort);
  return `src ${formatAddress(addresses.format(of.localAddress))} and dst ${remote}`;
}

/**
 * A wildcard covers what no other listening socket on its port covers: not addresses with their own listening socket,
 * and not IPv4 if there is an IPv4 wildcard.
 */
export function listenerExpression(
  addresses: AddressTable,
  { address, port }: ListenerGroup,
  listeners: readonly Listener[],
): string {
  const sport = `sport = :${String(port)}`;
  if (!addresses.isWildcard(address)) return `${sport} and src ${formatAddress(addresses.format(address))}`;
  const others = listeners
    .filter((other) => other.port === port && other.rows.length > 0 && other.address !== address)
    .map((other) => other.address);
  const taken = others.filter((other) => !addresses.isWildcard(other));
  const isShared = taken.length < others.length;
  const family = isShared ? [addresses.isIPv4(address) ? 'src 0.0.0.0/0' : 'src [::/0]'] : [];
  return [
    sport,
    ...family,
    ...taken.map((other) => `not src ${formatAddress(addresses.format(other))}`),
  ].join(' and ');
}
