import assert from 'node:assert/strict';
import { aggregate } from '../../../../src/core/aggregate/aggregate.ts';
import type { KernelVersion } from '../../../../src/core/model/kernelVersion.ts';
import { running } from '../../../support/judging.ts';
import { onPorts, socketTable, timeWait, type SocketRow } from '../../../support/sockets.ts';

interface Shown {
  readonly from: string;
  readonly to: string;
  readonly used: number;
  readonly timeWait: number;
  readonly reusable: number;
  readonly reuseApplies: boolean;
  readonly closesPerSecond: number;
}

function destinationsOf(rows: readonly SocketRow[], lines: string, kernel?: KernelVersion): readonly Shown[] {
  const table = socketTable(rows);
  const { addresses } = table;
  return aggregate(table, running(lines), kernel).destinations.map((destination) => ({
    from: addresses.format(destination.localAddress),
    to: `${addresses.format(destination.remoteAddress)} ${destination.remotePort}`,
    used: destination.used,
    timeWait: destination.timeWait,
    reusable: destination.reusable,
    reuseApplies: destination.reuseApplies,
    closesPerSecond: destination.closesPerSecond,
  }));
}

const range = 'ip_local_port_range = 32768 60999\n';
const established = (local: string, remote: string): SocketRow => ({ state: 'ESTABLISHED', local, remote });

describe('destinations', () => {
  it('are told apart by local address, remote address and remote port', () => {
    const found = destinationsOf(
      [
        established('10.0.0.1:40000', '10.0.0.9:80'),
        established('10.0.0.1:40001', '10.0.0.9:80'),
        established('10.0.0.1:40002', '10.0.0.9:80'),
        established('10.0.0.1:40000', '10.0.0.9:81'),
        established('10.0.0.1:40001', '10.0.0.9:81'),
        established('10.0.0.2:40000', '10.0.0.9:80'),
      ],
      range,
    );
    assert.deepEqual(
      found.map(({ from, to, used }) => [from, to, used]),
      [
        ['10.0.0.1', '10.0.0.9 80', 3],
        ['10.0.0.1', '10.0.0.9 81', 2],
        ['10.0.0.2', '10.0.0.9 80', 1],
      ],
    );
  });

  it('share their ports between IPv4 and its mapped form', () => {
    const found = destinationsOf(
      [
        established('10.0.0.1:40000', '10.0.0.9:80'),
        established('[::ffff:10.0.0.1]:40001', '[::ffff:10.0.0.9]:80'),
      ],
      range,
    );
    assert.deepEqual(
      found.map(({ to, used }) => [to, used]),
      [['10.0.0.9 80', 2]],
    );
  });

  it('count ports of the range in any state, and no others', () => {
    const states = [
      'ESTABLISHED',
      'SYN_SENT',
      'FIN_WAIT1',
      'FIN_WAIT2',
      'CLOSE_WAIT',
      'LAST_ACK',
      'CLOSING',
    ] as const;
    const rows: SocketRow[] = states.map((state, at) => ({
      state,
      local: `10.0.0.1:${40000 + at}`,
      remote: '10.0.0.9:80',
    }));
    const [found] = destinationsOf(
      [
        ...rows,
        timeWait('10.0.0.1:40100', '10.0.0.9:80'),
        timeWait('10.0.0.1:32767', '10.0.0.9:80'),
        timeWait('10.0.0.1:32768', '10.0.0.9:80'),
        timeWait('10.0.0.1:60999', '10.0.0.9:80'),
        timeWait('10.0.0.1:61000', '10.0.0.9:80'),
      ],
      range,
    );
    assert.deepEqual([found?.used, found?.timeWait], [states.length + 3, 3]);
  });

  it('do not count reserved ports, nor those that are listened on', () => {
    const found = destinationsOf(
      [
        { state: 'LISTEN', local: '127.0.0.77:40000' },
        timeWait('10.0.0.1:40000', '10.0.0.9:80'),
        timeWait('10.0.0.1:40001', '10.0.0.9:80'),
        timeWait('10.0.0.1:40002', '10.0.0.9:80'),
      ],
      `${range}ip_local_reserved_ports = 40001`,
    );
    assert.deepEqual(
      found.map(({ used }) => used),
      [1],
    );
  });

  it('are all listed where the range is not known', () => {
    const [found] = destinationsOf([timeWait('10.0.0.1:80', '10.0.0.9:5000')], '');
    assert.equal(found?.used, 1);
  });

  it('tell how many were closed a second over the last ten', () => {
    const rows = [0, 1, 5, 9, 10, 11, 59].map((age, at) =>
      timeWait(`10.0.0.1:${40000 + at}`, '10.0.0.9:80', age),
    );
    assert.equal(destinationsOf(rows, range)[0]?.closesPerSecond, 0.4);
  });
});

describe('ports that tcp_tw_reuse gives back', () => {
  const rows = onPorts(40000, 10, (port) => timeWait(`10.0.0.1:${port}`, '10.0.0.9:80', (port - 40000) / 2));
  const loopback = onPorts(40000, 10, (port) => timeWait(`127.0.0.1:${port}`, '127.0.0.1:80', 30));
  const reusable = (
    sockets: readonly SocketRow[],
    lines: string,
    kernel?: KernelVersion,
  ): number | undefined => destinationsOf(sockets, range + lines, kernel)[0]?.reusable;

  it('are those that are old enough', () => {
    assert.equal(reusable(rows, 'tcp_tw_reuse = 1'), 8);
    assert.equal(reusable(rows, 'tcp_tw_reuse = 1\ntcp_tw_reuse_delay = 100'), 9);
    assert.equal(reusable(rows, 'tcp_tw_reuse = 1\ntcp_tw_reuse_delay = 4000'), 2);
  });

  it('are none where it is off, or timestamps are', () => {
    assert.equal(reusable(rows, 'tcp_tw_reuse = 0'), 0);
    assert.equal(reusable(rows, 'tcp_tw_reuse = 1\ntcp_timestamps = 0'), 0);
  });

  it('are those of loopback only with 2, which is the default', () => {
    for (const lines of ['tcp_tw_reuse = 2', '']) {
      assert.equal(reusable(rows, lines), 0);
      assert.equal(reusable(loopback, lines), 10);
    }
  });

  it('are all with 2 on a kernel before 4.18, where it is a switch', () => {
    assert.equal(reusable(rows, 'tcp_tw_reuse = 2', { major: 4, minor: 17, patch: 0 }), 8);
    assert.equal(reusable(rows, 'tcp_tw_reuse = 2', { major: 4, minor: 18, patch: 0 }), 0);
  });

  it('do not include a socket whose age is not known', () => {
    const untimed: SocketRow = { state: 'TIME_WAIT', local: '10.0.0.1:40000', remote: '10.0.0.9:80' };
    const [found] = destinationsOf([untimed], `${range}tcp_tw_reuse = 1`);
    assert.deepEqual(
      [found?.timeWait, found?.reusable, found?.reuseApplies, found?.closesPerSecond],
      [1, 0, true, 0],
    );
  });

  it('do not include an orphaned FIN_WAIT2, though it has the same timer', () => {
    const orphan: SocketRow = { ...timeWait('10.0.0.1:40000', '10.0.0.9:80', 30), state: 'FIN_WAIT2' };
    const [found] = destinationsOf([orphan], `${range}tcp_tw_reuse = 1`);
    assert.deepEqual([found?.used, found?.timeWait, found?.reusable], [1, 0, 0]);
  });
});
