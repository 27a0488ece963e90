import { formatEndpoint } from '../model/endpoint.ts';
import type { WatchedDestination } from '../model/watched.ts';

/** `10.0.0.1:80`, or the address alone if the kernel had forgotten the port. */
export function destinationText({
  remoteAddress,
  remotePort,
}: Pick<WatchedDestination, 'remoteAddress' | 'remotePort'>): string {
  return remotePort === 0 ? `${remoteAddress}, unknown port` : formatEndpoint(remoteAddress, remotePort);
}
