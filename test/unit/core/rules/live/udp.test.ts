import assert from 'node:assert/strict';
import type { UdpSocket } from '../../../../../src/core/model/udpSocket.ts';
import { udpDrops } from '../../../../../src/core/rules/live/udpDrops.ts';
import { udpPorts } from '../../../../../src/core/rules/live/udpPorts.ts';
import { evidence, readings } from '../../../../support/evidence.ts';

const lines = 'ip_local_port_range = 40000 40099';
const owners = new Map(Array.from({ length: 200 }, (_, at) => [at + 1, [{ pid: 7, name: 'dns' }]] as const));

function sockets(count: number, more: Partial<UdpSocket> = {}): readonly UdpSocket[] {
  return Array.from({ length: count }, (_, at) => ({
    localAddress: '10.0.0.1',
    localPort: 40_000 + at,
    remoteAddress: '10.0.0.9',
    remotePort: 53,
    receiveQueue: 0,
    inode: at + 1,
    drops: 0,
    ...more,
  }));
}

function judgePorts(udp: readonly UdpSocket[]) {
  return udpPorts.evaluate({ ...evidence({ rows: [], lines, owners }), udp });
}

describe('udp-port-exhaustion', () => {
  it('says nothing below 80 % of the range, or of ports beside it', () => {
    assert.deepEqual(judgePorts(sockets(79)), []);
    assert.deepEqual(
      judgePorts(sockets(100).map((one) => ({ ...one, localPort: one.localPort + 1000 }))),
      [],
    );
  });

  it('warns from there on, is an error from 95 %, and names the process', () => {
    assert.equal(judgePorts(sockets(80))[0]?.severity, 'warning');
    const [found] = judgePorts(sockets(95));
    assert.equal(found?.severity, 'error');
    assert.match(
      found.title,
      /^dns \(process 7\) holds most of the UDP ports of 10\.0\.0\.1: 95 of 100 \(95 %\)/,
    );
  });

  it('counts a wildcard for every address, and two addresses together only for what names none', () => {
    const half = sockets(50);
    const anywhere = sockets(50, { localAddress: '0.0.0.0' }).map((one) => {
      return { ...one, localPort: one.localPort + 50 };
    });
    assert.equal(judgePorts([...half, ...anywhere])[0]?.severity, 'error');
    const other = anywhere.map((one) => ({ ...one, localAddress: '10.0.0.2' }));
    assert.match(
      judgePorts([...half, ...other])[0]?.title ?? '',
      /UDP ports of all local addresses: 100 of 100/,
    );
    const same = half.map((one) => ({ ...one, localAddress: '10.0.0.2' }));
    assert.deepEqual(judgePorts([...half, ...same]), []);
  });

  it('counts an IPv4-mapped address as the IPv4 one', () => {
    const mapped = sockets(50, { localAddress: '::ffff:10.0.0.1' }).map((one) => {
      return { ...one, localPort: one.localPort + 50 };
    });
    assert.match(
      judgePorts([...sockets(50), ...mapped])[0]?.title ?? '',
      /UDP ports of 10\.0\.0\.1: 100 of 100/,
    );
  });

  it('names several programs if none holds most', () => {
    const names = (inode: number) => [{ pid: inode % 4, name: `dns${String(inode % 4)}` }];
    const four = new Map(Array.from({ length: 100 }, (_, at) => [at + 1, names(at + 1)] as const));
    const input = { ...evidence({ rows: [], lines, owners: four }), udp: sockets(100) };
    assert.match(
      udpPorts.evaluate(input)[0]?.title ?? '',
      /^dns\d \(process \d\) and 3 other programs hold most/,
    );
  });
});

describe('udp-port-exhaustion with programs that cannot be named', () => {
  const titleWith = (names: readonly string[]) => {
    const known = new Map(names.map((name, at) => [at + 1, [{ pid: name.length, name }]] as const));
    return udpPorts.evaluate({ ...evidence({ rows: [], lines, owners: known }), udp: sockets(100) })[0]
      ?.title;
  };
  const few = (name: string, count: number) => Array.from({ length: count }, () => name);

  it('gives nobody more than is known to be theirs', () => {
    assert.equal(
      titleWith(few('dns', 20)),
      'dns (process 3) holds 20 of the 100 sockets that take the UDP ports of 10.0.0.1: 100 of 100 (100 %) are taken.',
    );
    assert.equal(
      titleWith([...few('dns', 20), ...few('voip', 10)]),
      'dns (process 3) and 1 other program hold 30 of the 100 sockets that take the UDP ports of 10.0.0.1: 100 of 100 (100 %) are taken.',
    );
  });

  it('says that they hold most where it is known', () => {
    assert.match(titleWith(few('dns', 51)) ?? '', /^dns \(process 3\) holds most of the UDP ports/);
    assert.match(
      titleWith([...few('dns', 40), ...few('voip', 30)]) ?? '',
      /^dns \(process 3\) and 1 other program hold most of the UDP ports/,
    );
    assert.match(titleWith([]) ?? '', /^Programs hold most of the UDP ports/);
  });
});

describe('udp-receive-drops', () => {
  const judge = (drops: number, growth: number) =>
    udpDrops.evaluate({
      ...evidence({
        rows: [],
        owners,
        counters: readings({ 'Udp.RcvbufErrors': growth }, { 'Udp.RcvbufErrors': 0 }),
      }),
      udp: sockets(1, { localPort: 8125, drops }),
    });

  it('says nothing where nothing was lost', () => {
    assert.deepEqual(judge(0, 5), []);
  });

  it('warns while datagrams are being lost, and tells of earlier ones', () => {
    assert.equal(judge(12, 0)[0]?.severity, 'information');
    const [found] = judge(12, 5);
    assert.equal(found?.severity, 'warning');
    assert.match(found.title, /^dns \(process 7\) has lost 12 UDP datagrams on 10\.0\.0\.1:8125/);
  });
});
