import { formatEndpoint } from '../model/endpoint.ts';
import type { ExactAct, ExactCount, ReplayedSocket } from '../model/exactWatch.ts';

/** What a process did, for a table. */
export const exactActNames: Readonly<Record<ExactAct, string>> = {
  connected: 'connected to',
  closedFirst: 'closed first',
  noLocalPort: 'found no local port for',
};

/** `127.0.0.1:80`, or `accepted at 0.0.0.0:80`. */
export function exactEndText({ side, address, port }: ExactCount): string {
  if (address === '') return 'an unknown address';
  const end = formatEndpoint(address, port);
  return side === 'listener' ? `accepted at ${end}` : end;
}

/** `127.0.0.1:40000 → 127.0.0.1:80`, from the side that opened it. */
export function replayText({
  side,
  localAddress,
  localPort,
  remoteAddress,
  remotePort,
}: Pick<ReplayedSocket, 'side' | 'localAddress' | 'localPort' | 'remoteAddress' | 'remotePort'>): string {
  const local = localPort === 0 ? `${localAddress}, no port` : formatEndpoint(localAddress, localPort);
  const remote = formatEndpoint(remoteAddress, remotePort);
  return side === 'destination' ? `${local} → ${remote}` : `${remote} → ${local}`;
}
