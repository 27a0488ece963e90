import { emptyRecord, type SocketTable } from '../model/socketTable.ts';
import { SocketTableBuilder } from '../model/socketTableBuilder.ts';
import { TcpState } from '../model/tcpState.ts';
import type { UdpSocket } from '../model/udpSocket.ts';
import { asciiBytes } from './bytes.ts';
import { internAddressText } from './ipText.ts';

/** UDP sockets as a table of their own, to be shown, filtered and grouped like those of TCP. A socket whose address is none is left out. */
export function udpTable(sockets: readonly UdpSocket[]): SocketTable {
  const builder = new SocketTableBuilder();
  const drops: number[] = [];
  const record = emptyRecord();
  const intern = (address: string): number => {
    const bytes = asciiBytes(address);
    return internAddressText(builder.addresses, bytes, 0, bytes.length);
  };
  for (const socket of sockets) {
    record.family = socket.localAddress.includes(':') ? 6 : 4;
    record.localAddress = intern(socket.localAddress);
    record.remoteAddress = intern(socket.remoteAddress);
    if (record.localAddress < 0 || record.remoteAddress < 0) continue;
    // The kernel uses the numbers of two states of TCP (net/ipv4/udp.c).
    record.state = socket.remotePort === 0 ? TcpState.CLOSE : TcpState.ESTABLISHED;
    record.localPort = socket.localPort;
    record.remotePort = socket.remotePort;
    record.receiveQueue = socket.receiveQueue;
    record.inode = socket.inode;
    builder.add(record);
    drops.push(socket.drops);
  }
  return { ...builder.build(), transport: 'udp', drops: Uint32Array.from(drops) };
}
