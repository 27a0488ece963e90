import assert from 'node:assert/strict';
import { listsBound } from '../../support/kernelFiles.ts';
import { Namespace } from '../../support/namespace.ts';
import { finding, found, narrowRange, Scenario } from '../../support/scenario.ts';
import { skipWhere } from '../../support/skipWhere.ts';

const to = { address: '127.0.1.1', port: 8001 } as const;
const reserved = 'net.ipv4.ip_local_reserved_ports';

describe('scenario: the port range is smaller than it looks', function () {
  this.timeout(30_000);
  before(function () {
    skipWhere(this, Namespace.unavailable());
  });

  it('with all of it reserved nothing can connect', async () => {
    await using scenario = await Scenario.begin({ ...narrowRange, [reserved]: '40000-40199' });
    assert.equal(await scenario.connectOnce(to.address, to.port), 'EADDRNOTAVAIL');
    const inspected = await scenario.inspect();
    assert.deepEqual(inspected.report.verdict, {
      severity: 'error',
      sentence: 'The local port range has no ports that outgoing connections can use. 3 more findings below.',
    });
    assert.deepEqual(found(inspected), [
      'error ephemeral-port-exhaustion',
      'error reserved-ports-crowd-range',
      'warning port-range-narrow',
      'hint tw-reuse-off',
    ]);
    assert.deepEqual(inspected.report.sockets?.ports, {
      low: 40_000,
      high: 40_199,
      reserved: 200,
      listening: 0,
      bound: 0,
      usable: 0,
      upperBound: !listsBound,
    });
  });

  it('with most of it reserved the rest is used up by ten connections', async () => {
    await using scenario = await Scenario.begin({ ...narrowRange, [reserved]: '40000-40189' });
    await scenario.traffic.clientTimeWait({ count: 10, ...to });
    assert.equal(await scenario.connectOnce(to.address, to.port), 'EADDRNOTAVAIL');
    const inspected = await scenario.inspect();
    assert.equal(
      inspected.report.verdict.sentence,
      'Connections from 127.0.0.1 to 127.0.1.1:8001 use 10 of 10 local ports (100 %). 2 more findings below.',
    );
    const { title, severity } = finding(inspected, 'reserved-ports-crowd-range');
    assert.deepEqual(
      [severity, title],
      ['warning', 'ip_local_reserved_ports takes up 95 % of ip_local_port_range.'],
    );
  });

  it('with a listener in it, on whatever address, it has one port less', async () => {
    await using scenario = await Scenario.begin(narrowRange);
    await scenario.traffic.listen('127.0.0.77', 40_050);
    await scenario.traffic.clientTimeWait({ count: 199, ...to });
    assert.equal(await scenario.connectOnce(to.address, to.port), 'EADDRNOTAVAIL');
    const inspected = await scenario.inspect();
    assert.equal(
      inspected.report.verdict.sentence,
      'Connections from 127.0.0.1 to 127.0.1.1:8001 use 199 of 199 local ports (100 %). 2 more findings below.',
    );
    const { listening, usable } = inspected.report.sockets?.ports ?? {};
    assert.deepEqual([listening, usable], [1, 199]);
    assert.equal(
      finding(inspected, 'listener-in-port-range').title,
      '1 port in ip_local_port_range has a listening socket and is not reserved: 40050.',
    );
  });
});
