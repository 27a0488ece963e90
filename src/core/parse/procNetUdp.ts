import type { ByteOrder } from '../model/hostFacts.ts';
import { localAddressText, remoteAddressText } from '../model/socketTable.ts';
import { SocketTableBuilder } from '../model/socketTableBuilder.ts';
import type { UdpSocket } from '../model/udpSocket.ts';
import { asciiBytes } from './bytes.ts';
import { ProcNetTcpParser } from './procNetTcp.ts';

/**
 * Parses `/proc/net/udp` and `udp6`: rows as of TCP, and at their end the datagrams that found the receive buffer full.
 * Rows that are not of this form are passed over.
 * Source: net/ipv4/udp.c, udp4_format_sock(); net/ipv6/udp.c, udp6_seq_show().
 */
export function parseProcNetUdp(text: string, byteOrder: ByteOrder): readonly UdpSocket[] {
  const builder = new SocketTableBuilder();
  const parser = new ProcNetTcpParser(builder, byteOrder, '/proc/net/udp');
  const drops: number[] = [];
  for (const line of text.split('\n')) {
    const before = builder.length;
    parser.push(asciiBytes(`${line}\n`));
    if (builder.length > before) drops.push(Number(/\s(\d{1,10})\s*$/.exec(line)?.[1] ?? 0));
  }
  parser.finish();
  const table = builder.build();
  return drops.map((count, row) => ({
    localAddress: localAddressText(table, row),
    localPort: table.localPort[row] ?? 0,
    remoteAddress: remoteAddressText(table, row),
    remotePort: table.remotePort[row] ?? 0,
    receiveQueue: table.receiveQueue[row] ?? 0,
    inode: table.inode[row] ?? 0,
    drops: count,
  }));
}
