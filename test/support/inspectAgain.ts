// Parses and folds sockets in TIME_WAIT as inspections do, and collects all garbage after each:
//   node --expose-gc inspectAgain.ts ROUNDS
import { aggregate } from '../../src/core/aggregate/aggregate.ts';
import { SocketTableBuilder } from '../../src/core/model/socketTableBuilder.ts';
import { TcpState } from '../../src/core/model/tcpState.ts';
import { InetDiagParser } from '../../src/core/parse/inetDiag.ts';
import { ProcNetTcpParser } from '../../src/core/parse/procNetTcp.ts';
import type { SocketParser } from '../../src/core/parse/socketParser.ts';
import { SsParser } from '../../src/core/parse/ss.ts';

const sockets = 30_000;
const socketsOfOneDatagram = 100;
const messageSize = 88;

/** Netlink messages of sockets in TIME_WAIT: `struct nlmsghdr` and `struct inet_diag_msg`. */
function datagram(): Uint8Array {
  const bytes = new Uint8Array(socketsOfOneDatagram * messageSize);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < bytes.length; at += messageSize) {
    view.setUint32(at, messageSize, true);
    view.setUint16(at + 4, 20, true);
    bytes.set([2, TcpState.TIME_WAIT, 3], at + 16);
    view.setUint16(at + 20, 33_000 + (at / messageSize) * 2);
    view.setUint16(at + 22, 443);
    view.setUint32(at + 24, 0x0a000001);
    view.setUint32(at + 40, 0x0a000002);
    view.setUint32(at + 68, 30_000, true);
  }
  return bytes;
}

const of = (line: string): Uint8Array => Buffer.from(line.repeat(socketsOfOneDatagram));
const sources: readonly (readonly [Uint8Array, (builder: SocketTableBuilder) => SocketParser])[] = [
  [datagram(), (builder) => new InetDiagParser(builder, 'little')],
  [
    of('TIME-WAIT 0 0 10.0.0.1:33000 10.0.0.2:443 timer:(timewait,30sec,0) ino:0 sk:1 <->\n'),
    (builder) => new SsParser(builder),
  ],
  [
    of('  1: 0100000A:80E8 0200000A:01BB 06 00000000:00000000 03:000003E8 00000000  0 0 0 3 00000000\n'),
    (builder) => new ProcNetTcpParser(builder, 'little', '/proc/net/tcp'),
  ],
];

for (let round = 0; round < Number(process.argv[2]); round++) {
  for (const [bytes, parserOf] of sources) {
    const builder = new SocketTableBuilder();
    const parser = parserOf(builder);
    for (let pushed = 0; pushed < sockets; pushed += socketsOfOneDatagram) parser.push(bytes);
    parser.finish();
    aggregate(builder.build(), new Map(), undefined);
  }
  await new Promise((resolve) => setImmediate(resolve));
  globalThis.gc?.();
}
