import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { counter } from '../../support/kernelCounts.ts';
import { numberText } from '../../../src/core/model/numberText.ts';
import { ownsKernel } from '../../support/kernelFiles.ts';
import { Namespace } from '../../support/namespace.ts';
import { evidenceOf, finding, found, narrowRange, Scenario } from '../../support/scenario.ts';
import { Situation } from '../../support/situation.ts';
import { skipWhere } from '../../support/skipWhere.ts';

const to = { address: '127.0.1.1', port: 8001 } as const;
const full = 'Connections from 127.0.0.1 to 127.0.1.1:8001 use 200 of 200 local ports (100 %).';

describe('scenario: the port range to one destination is used up', function () {
  this.timeout(30_000);
  before(function () {
    skipWhere(this, Namespace.unavailable());
  });

  it('is an error while the kernel says EADDRNOTAVAIL, and only for that destination', async () => {
    await using scenario = await Scenario.begin(narrowRange);
    await scenario.traffic.clientTimeWait({ count: 200, ...to });
    assert.equal(await scenario.connectOnce(to.address, to.port), 'EADDRNOTAVAIL');
    assert.equal(await scenario.connectOnce('127.0.1.2', 8001), 'connected');
    const inspected = await scenario.inspect();
    assert.deepEqual(inspected.report.verdict, {
      severity: 'error',
      sentence: `${full} 1 more finding below.`,
    });
    assert.equal(inspected.status, 2);
    assert.deepEqual(found(inspected), ['error ephemeral-port-exhaustion', 'warning port-range-narrow']);
    const evidence = evidenceOf(finding(inspected, 'ephemeral-port-exhaustion'));
    assert.equal(evidence['Ports in use'], '200 of 200 (100 %)');
    assert.equal(evidence['Of these, in TIME_WAIT'], '200');
    assert.equal(evidence['Rate that the range sustains'], '3.3 connections per second');
    const [fullest, other] = inspected.report.sockets?.destinations ?? [];
    assert.deepEqual([fullest?.used, fullest?.reusable, fullest?.fullInSeconds], [200, 0, 0]);
    // On an emulated processor more than 10 s may have passed since.
    const rate = fullest?.closesPerSecond ?? NaN;
    assert.equal(evidence['Closed first by this host'], `${numberText(rate)} per second`);
    if (!ownsKernel) assert.equal(rate, 20);
    assert.deepEqual([other?.used, other?.fullInSeconds], [1, undefined]);
  });

  // What tcp_tw_reuse and tcp_timestamps make of 200 ports in TIME_WAIT, all over a second old.
  const cases = [
    { reuse: 0, timestamps: 1, answer: 'EADDRNOTAVAIL', severity: 'error', reusable: 0 },
    { reuse: 1, timestamps: 1, answer: 'connected', severity: 'information', reusable: 199 },
    { reuse: 2, timestamps: 1, answer: 'connected', severity: 'information', reusable: 199 },
    { reuse: 0, timestamps: 0, answer: 'EADDRNOTAVAIL', severity: 'error', reusable: 0 },
    { reuse: 1, timestamps: 0, answer: 'EADDRNOTAVAIL', severity: 'error', reusable: 0 },
    { reuse: 2, timestamps: 0, answer: 'EADDRNOTAVAIL', severity: 'error', reusable: 0 },
  ] as const;
  for (const { reuse, timestamps, answer, severity, reusable } of cases) {
    it(`with tcp_tw_reuse ${reuse} and tcp_timestamps ${timestamps}: ${answer}, ${severity}`, async () => {
      await using scenario = await Scenario.begin({ ...narrowRange, 'net.ipv4.tcp_timestamps': timestamps });
      await scenario.traffic.clientTimeWait({ count: 200, ...to });
      await scenario.namespace.sysctl('net.ipv4.tcp_tw_reuse', reuse);
      await sleep(1100);
      // Without one that was taken over, nothing shows that the peer has timestamps.
      if (severity === 'information') await scenario.connectOnce(to.address, to.port);
      const inspected = await scenario.inspect();
      const judged = finding(inspected, 'ephemeral-port-exhaustion');
      assert.deepEqual([judged.severity, judged.title], [severity, full]);
      const [destination] = inspected.report.sockets?.destinations ?? [];
      assert.equal(destination?.used, 200);
      // The port that was taken over is reusable again once the clock's second has changed.
      assert.ok([reusable, reusable === 0 ? 0 : 200].includes(destination.reusable));
      assert.equal(destination.sustainablePerSecond, severity === 'error' ? 200 / 60 : 200);
      assert.equal(
        found(inspected).includes('warning tw-reuse-without-timestamps'),
        reuse > 0 && timestamps === 0,
      );
      assert.equal(inspected.report.verdict.severity, severity === 'error' ? 'error' : 'warning');
      // The verdict is the kernel's as well.
      assert.equal(await scenario.connectOnce(to.address, to.port), answer);
      const recycled = await counter(scenario.namespace, 'TcpExt', 'TWRecycled');
      assert.equal(recycled, answer === 'connected' ? 2 : 0);
    });
  }
});

describe('scenario: local ports, by family, address and parity', function () {
  this.timeout(30_000);
  before(function () {
    skipWhere(this, Namespace.unavailable());
  });

  const usual = { 'net.ipv4.ip_local_port_range': '32768 60999' };
  const full = [
    ['over IPv6', { to: ['::1', 8001] }, /from ::1 to \[::1\]:8001 use 1,000 of 1,000/],
    [
      'to an IPv4-mapped address',
      { to: ['::ffff:127.0.0.1', 8001] },
      /from 127\.0\.0\.1 to 127\.0\.0\.1:8001 use 1,000 of 1,000/,
    ],
    [
      'from one of several addresses',
      { source: [['127.0.0.9', 0]], options: ['no-port'] },
      /from 127\.0\.0\.9 to 127\.0\.0\.1:8001 use 1,000 of 1,000/,
    ],
    // connect() looks at an even number of ports at a time, so that it can miss the last one.
    [
      'with bounds of the same parity',
      { count: 1001, range: '40000 41000' },
      /to 127\.0\.0\.1:8001 use 1,00[01] of 1,001/,
    ],
  ] as const;
  for (const [name, { range, ...args }, says] of full.map(
    ([title, of, text]) => [title, { range: '40000 40999', ...of }, text] as const,
  )) {
    it(`are used up ${name}`, async () => {
      const sysctls = { 'net.ipv4.ip_local_port_range': range };
      await using situation = await Situation.make('plain', { count: 1000, ...args }, { sysctls });
      assert.deepEqual(situation.result['tries'], { EADDRNOTAVAIL: 5 });
      const { report, status } = await situation.inspect();
      assert.equal(status, 2);
      assert.match(report.verdict.sentence, says);
      assert.match(report.verdict.sentence, /held by sit-client \(process \d+\)/);
    });
  }

  const healthy = [
    ['10,000 connections that are idle', { count: 10_000, tries: 0 }],
    ['6,000 that the peer closed first', { count: 6000, tries: 0, closing: 'first', ending: 'wait' }],
    ['2,000 that this side reset', { count: 2000, tries: 0, ending: 'reset' }],
  ] as const;
  for (const [name, args] of healthy) {
    it(`are enough for ${name}`, async () => {
      await using situation = await Situation.make('plain', args, { sysctls: usual });
      const { report, status } = await situation.inspect();
      assert.deepEqual([report.verdict.severity, status], ['healthy', 0]);
    });
  }
});
