import type { Cancellation } from '../model/cancellation.ts';
import type { HostFacts } from '../model/hostFacts.ts';
import { problemsOf, valueOf, withProblems, type Outcome } from '../model/outcome.ts';
import type { UdpSocket } from '../model/udpSocket.ts';
import { parseProcNetUdp } from '../parse/procNetUdp.ts';
import { readText, type Source, type SourceReader } from './host.ts';

export const udpSources = {
  ipv4: { kind: 'file', path: '/proc/net/udp' },
  ipv6: { kind: 'file', path: '/proc/net/udp6' },
} as const satisfies Readonly<Record<string, Source>>;

/** The UDP sockets of both families; partial if only those of IPv6 cannot be read. A host without IPv6 has no list of those. */
export async function collectUdp(
  host: SourceReader,
  { byteOrder }: HostFacts,
  cancellation: Cancellation,
): Promise<Outcome<readonly UdpSocket[]>> {
  const [ipv4, ipv6] = await Promise.all([
    readText(host, udpSources.ipv4, cancellation),
    readText(host, udpSources.ipv6, cancellation),
  ]);
  if ('problem' in ipv4) return ipv4;
  const sockets = [ipv4, ipv6].flatMap((read) => parseProcNetUdp(valueOf(read) ?? '', byteOrder));
  return withProblems(sockets, [
    ...problemsOf(ipv4),
    ...(ipv6.kind === 'unavailable' ? [] : problemsOf(ipv6)),
  ]);
}
