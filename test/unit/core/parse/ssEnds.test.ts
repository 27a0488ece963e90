import assert from 'node:assert/strict';
import { AddressTable } from '../../../../src/core/model/addressTable.ts';
import type { SocketEnd } from '../../../../src/core/model/socketEnd.ts';
import { SsEndParser } from '../../../../src/core/parse/ssEnds.ts';

function parse(...chunks: readonly string[]): {
  readonly ends: readonly SocketEnd[];
  readonly bad: number;
  readonly addresses: AddressTable;
} {
  const addresses = new AddressTable();
  const ends: SocketEnd[] = [];
  const parser = new SsEndParser(
    () => addresses,
    (end) => ends.push({ ...end }),
  );
  for (const chunk of chunks) parser.push(Buffer.from(chunk));
  return { ends, bad: parser.bad, addresses };
}

// Printed by iproute2 6.1 on Linux 6.18.
const exchange =
  'UNCONN 1      0          127.0.1.1:9000    127.0.0.1:48018 wscale:10,10 rto:204 rtt:0.019/0.011 ato:40 mss:32768 ' +
  'pmtu:65535 rcvmss:536 advmss:65483 cwnd:12 bytes_sent:1 bytes_acked:2 bytes_received:2 segs_out:4 segs_in:5 ' +
  'data_segs_out:1 data_segs_in:1 send 165564631579bps delivered:3 rcv_space:65483 minrtt:0.004 snd_wnd:65536\n';

describe('what ss -E prints', () => {
  it('is read with the counts of the connection', () => {
    const { ends, bad, addresses } = parse(exchange);
    const [end] = ends;
    assert.equal(bad, 0);
    assert.equal(addresses.format(end?.localAddress ?? 0), '127.0.1.1');
    assert.deepEqual(
      { ...end, localAddress: 0, remoteAddress: 0 },
      {
        localAddress: 0,
        localPort: 9000,
        remoteAddress: 0,
        remotePort: 48018,
        receiveQueue: 1,
        sendQueue: 0,
        unanswered: 0,
        wasEstablished: true,
        roundTripUs: 19,
        bytesSent: 1,
        bytesReceived: 2,
        bytesAcked: 2,
        segmentsOut: 4,
        segmentsIn: 5,
        dataSegmentsOut: 1,
        dataSegmentsIn: 1,
        retransmits: 0,
      },
    );
  });

  it('may come in pieces, with forgotten ports, and over IPv6', () => {
    const { ends, bad, addresses } = parse(
      'UNCONN 0 65538 [::1]:40',
      '000 [::1]:* rto:1000\nUNCONN 0 0 ',
      '0.0.0.0:* 10.0.0.5:*\n',
    );
    assert.equal(bad, 0);
    assert.deepEqual(
      ends.map((end) => [addresses.format(end.remoteAddress), end.localPort, end.remotePort, end.sendQueue]),
      [
        ['::1', 40000, 0, 65538],
        ['10.0.0.5', 0, 0, 0],
      ],
    );
  });

  it('costs a bad line that line alone', () => {
    const { ends, bad } = parse('State Recv-Q\n\nUNCONN zero 0 a b\nnonsense\n', exchange);
    assert.deepEqual([ends.length, bad], [1, 2]);
  });
});
