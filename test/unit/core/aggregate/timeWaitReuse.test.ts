import assert from 'node:assert/strict';
import {
  reuseApplies,
  timeWaitReuse,
  type TimeWaitReuse,
} from '../../../../src/core/aggregate/timeWaitReuse.ts';
import { AddressTable } from '../../../../src/core/model/addressTable.ts';
import { parseKernelVersion } from '../../../../src/core/model/kernelVersion.ts';
import { running } from '../../../support/judging.ts';
import { internText } from '../../../support/sockets.ts';

const times = { delayMs: 1000, lengthMs: 60_000 };

describe('timeWaitReuse', () => {
  const cases: readonly (readonly [string, string, Partial<TimeWaitReuse>])[] = [
    ['', '6.18', { mode: 'loopback' }],
    ['', '4.17', { mode: 'none', blockedBy: 'tcp_tw_reuse' }],
    ['', '', { mode: 'loopback' }],
    ['tcp_tw_reuse = 0', '6.18', { mode: 'none', blockedBy: 'tcp_tw_reuse' }],
    ['tcp_tw_reuse = 1', '6.18', { mode: 'all' }],
    ['tcp_tw_reuse = 2', '6.18', { mode: 'loopback' }],
    ['tcp_tw_reuse = 2', '4.18', { mode: 'loopback' }],
    ['tcp_tw_reuse = 2', '4.17', { mode: 'all' }],
    ['tcp_tw_reuse = 2', '3.10', { mode: 'all' }],
    ['tcp_tw_reuse = 1\ntcp_timestamps = 0', '6.18', { mode: 'none', blockedBy: 'tcp_timestamps' }],
    ['tcp_tw_reuse = 2\ntcp_timestamps = 0', '6.18', { mode: 'none', blockedBy: 'tcp_timestamps' }],
    ['tcp_tw_reuse = 0\ntcp_timestamps = 0', '6.18', { mode: 'none', blockedBy: 'tcp_tw_reuse' }],
    ['tcp_tw_reuse = 1\ntcp_timestamps = 2', '6.18', { mode: 'all' }],
    ['tcp_tw_reuse = 1\ntcp_tw_reuse_delay = 100', '6.14', { mode: 'all', delayMs: 100 }],
    ['tcp_tw_timeout = 30', '4.19', { mode: 'loopback', lengthMs: 30_000, isWholeSecond: true }],
  ];
  for (const [lines, kernel, expected] of cases) {
    it(`takes “${lines.replace('\n', ', ')}” on kernel ${kernel || '?'} for ${expected.blockedBy ?? expected.mode ?? ''}`, () => {
      assert.deepEqual(timeWaitReuse(running(lines), parseKernelVersion(kernel)), { ...times, ...expected });
    });
  }
});

describe('reuseApplies', () => {
  const addresses = new AddressTable();
  const applies = (mode: TimeWaitReuse['mode'], local: string, remote: string): boolean =>
    reuseApplies({ mode, ...times }, addresses, internText(addresses, local), internText(addresses, remote));

  it('follows the mode', () => {
    assert.ok(applies('all', '10.0.0.1', '10.0.0.2'));
    assert.ok(!applies('none', '127.0.0.1', '127.0.0.1'));
  });

  it('asks for one end on loopback in mode loopback; the host’s own other address is none', () => {
    assert.ok(applies('loopback', '127.0.0.1', '127.0.0.1'));
    assert.ok(applies('loopback', '::1', '::1'));
    assert.ok(applies('loopback', '10.0.0.1', '127.0.0.2'));
    assert.ok(applies('loopback', '::ffff:127.0.0.1', '10.0.0.1'));
    assert.ok(!applies('loopback', '10.0.0.1', '10.0.0.1'));
    assert.ok(!applies('loopback', 'fe80::1', 'fe80::2'));
  });
});
