import type { Cancellation } from '../model/cancellation.ts';
import type { HostFacts } from '../model/hostFacts.ts';
import { valueOf } from '../model/outcome.ts';
import type { UdpSocket } from '../model/udpSocket.ts';
import { parseProcNetUdp } from '../parse/procNetUdp.ts';
import { readText, type Source, type SourceReader } from './host.ts';

export const udpSources: readonly Source[] = ['/proc/net/udp', '/proc/net/udp6'].map((path) => ({
  kind: 'file',
  path,
}));

/** The UDP sockets of both families; undefined if the kernel's list of them cannot be read. */
export async function collectUdp(
  host: SourceReader,
  { byteOrder }: HostFacts,
  cancellation: Cancellation,
): Promise<readonly UdpSocket[] | undefined> {
  const read = await Promise.all(udpSources.map((source) => readText(host, source, cancellation)));
  const texts = read.map(valueOf);
  if (texts[0] === undefined) return undefined;
  return texts.flatMap((text) => (text === undefined ? [] : parseProcNetUdp(text, byteOrder)));
}
