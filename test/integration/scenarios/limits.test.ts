import assert from 'node:assert/strict';
import { counter, sockstat } from '../../support/kernelCounts.ts';
import { compareKernels, runningKernel } from '../../support/kernelFiles.ts';
import { Namespace } from '../../support/namespace.ts';
import { evidenceOf, finding, found, noProblemFound, Scenario } from '../../support/scenario.ts';
import { skipWhere } from '../../support/skipWhere.ts';

describe('scenario: a limit of the kernel is met', function () {
  this.timeout(30_000);
  before(function () {
    skipWhere(this, Namespace.unavailable());
  });

  it('the TIME_WAIT table overflows at a low tcp_max_tw_buckets', async () => {
    await using scenario = await Scenario.begin({ 'net.ipv4.tcp_max_tw_buckets': 100 });
    await scenario.traffic.clientTimeWait({ count: 250, address: '127.0.1.1', port: 8001 });
    const inspected = await scenario.inspect();
    assert.equal(await sockstat(scenario.namespace, 'TCP', 'tw'), 100);
    assert.equal(await counter(scenario.namespace, 'TcpExt', 'TCPTimeWaitOverflow'), 150);
    // Whether a limit is the kernel's own choice for little memory is known from tcp_ehash_entries, which came with Linux 6.1.
    const knowsDefault = compareKernels(runningKernel, '6.1') >= 0;
    assert.deepEqual(inspected.report.verdict, {
      severity: 'warning',
      sentence: `The TIME_WAIT table is over its limit: 100 of 100, 150 sockets have skipped TIME_WAIT. ${knowsDefault ? '2 more findings' : '1 more finding'} below.`,
    });
    assert.deepEqual(found(inspected), [
      'warning time-wait-table-limit',
      ...(knowsDefault ? ['warning tw-buckets-below-ports'] : []),
      'hint tw-reuse-off',
    ]);
    const { count, limit, overflowed } = inspected.report.timeWait;
    assert.deepEqual([count, limit, overflowed], [100, 100, 150]);
  });

  it('an accept queue overflows', async () => {
    await using scenario = await Scenario.begin();
    const { port } = await scenario.traffic.acceptQueueOverflow({ count: 10, backlog: 4, port: 8005 });
    const inspected = await scenario.inspect();
    assert.match(
      inspected.report.verdict.sentence,
      /^The accept queue of 127\.0\.0\.1:8005 of node \(process \d+\) is full: 5 connections wait for accept\(\)\. 1 more finding below\.$/,
    );
    assert.deepEqual(found(inspected), ['warning accept-queue-overflow', 'hint tw-reuse-off']);
    const evidence = evidenceOf(finding(inspected, 'accept-queue-overflow'));
    assert.equal(evidence['Waiting for accept()'], '5');
    assert.equal(evidence['Queue limit'], '4 (holds one more)');
    const listener = inspected.report.sockets?.listeners.find((row) => row.port === port);
    assert.deepEqual([listener?.acceptQueue, listener?.acceptQueueLimit], [5, 4]);
    const knocking = inspected.report.sockets?.states.find(({ state }) => state === 'SYN_SENT');
    assert.equal(knocking?.count, 5);
  });

  it('nothing is wrong with thousands of TIME_WAIT sockets, and the report says why', async () => {
    await using scenario = await Scenario.begin({ 'net.ipv4.tcp_tw_reuse': 2 });
    for (const address of ['127.0.1.1', '127.0.1.2', '127.0.1.3'])
      await scenario.traffic.clientTimeWait({ count: 1000, address, port: 8001 });
    const inspected = await scenario.inspect();
    assert.equal(await sockstat(scenario.namespace, 'TCP', 'tw'), 3000);
    assert.deepEqual(inspected.report.verdict, {
      severity: 'healthy',
      sentence: noProblemFound(
        `3,000 TIME_WAIT sockets are a healthy sign of closed connections: the fullest destination uses 3.5 % of the local ports and the table has room for ${await scenario.timeWaitRoom()}.`,
      ),
    });
    assert.deepEqual(found(inspected), []);
    assert.equal(inspected.status, 0);
  });
});
