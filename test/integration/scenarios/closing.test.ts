import assert from 'node:assert/strict';
import { sockstat, ssCounts } from '../../support/kernelCounts.ts';
import { Namespace } from '../../support/namespace.ts';
import { evidenceOf, finding, found, noProblemFound, Scenario } from '../../support/scenario.ts';
import { skipWhere } from '../../support/skipWhere.ts';

describe('scenario: who closes, and who does not', function () {
  this.timeout(30_000);
  before(function () {
    skipWhere(this, Namespace.unavailable());
  });

  it('a server that closes first for one proxy is healthy, and the report says where to look', async () => {
    await using scenario = await Scenario.begin();
    const server = { address: '127.0.2.1', port: 8002, from: '127.0.0.9' };
    await scenario.traffic.serverTimeWait({ count: 2000, ...server });
    const inspected = await scenario.inspect();
    assert.equal((await ssCounts(scenario.namespace))['TIME-WAIT'], 2000);
    assert.deepEqual(inspected.report.verdict, {
      severity: 'healthy',
      sentence: noProblemFound(
        `2,000 TIME_WAIT sockets are a healthy sign of closed connections: they do not block outgoing ports and the table has room for ${await scenario.timeWaitRoom()}.`,
      ),
    });
    assert.equal(inspected.status, 0);
    assert.deepEqual(found(inspected), ['information server-time-wait', 'hint tw-reuse-off']);
    assert.equal(
      finding(inspected, 'server-time-wait').title,
      '2,000 TIME_WAIT sockets of the server side come from 1 address: perhaps a proxy or NAT router is in front.',
    );
    const { timeWait, sockets } = inspected.report;
    assert.deepEqual([timeWait.client, timeWait.server, timeWait.other], [0, 2000, 0]);
    assert.deepEqual(sockets?.destinations, []);
    assert.equal(sockets.listeners.find(({ port }) => port === 8002)?.timeWait, 2000);
  });

  it('clients behind one address are one row, with their share of the ports that the address has', async () => {
    await using scenario = await Scenario.begin();
    const from = '127.0.0.9';
    await scenario.traffic.established({ count: 100, address: '127.0.2.1', port: 8004, from });
    await scenario.traffic.serverTimeWait({ count: 400, address: '127.0.2.1', port: 8002, from });
    await scenario.traffic.serverTimeWait({ count: 5, address: '127.0.2.1', port: 8002, from: '127.0.0.10' });
    const { report } = await scenario.inspect();
    const rows = report.sockets?.clients.filter(({ remoteAddress }) => remoteAddress === from) ?? [];
    assert.deepEqual(rows, [
      { remoteAddress: from, localPort: 8002, total: 400, timeWait: 400, portShare: 400 / 64_512 },
      { remoteAddress: from, localPort: 8004, total: 100, timeWait: 0, portShare: 0 },
    ]);
    assert.equal(report.sockets?.clientCount, 3);
    assert.equal(report.verdict.severity, 'healthy');
  });

  it('a program that does not close is named, with the error that it is', async () => {
    await using scenario = await Scenario.begin();
    await scenario.traffic.closeWait({ count: 1200, address: '127.0.2.1', port: 8002 });
    await scenario.allAccepted();
    const inspected = await scenario.inspect();
    const who = `node (process ${scenario.traffic.pid})`;
    assert.deepEqual(inspected.report.verdict, {
      severity: 'error',
      sentence: `${who} holds 1,200 connections in CLOSE_WAIT. 2 more findings below.`,
    });
    assert.deepEqual(found(inspected), [
      'error close-wait-pile-up',
      'information fin-wait-held',
      'hint tw-reuse-off',
    ]);
    assert.equal(finding(inspected, 'fin-wait-held').title, `${who} holds 1,200 connections in FIN_WAIT2.`);
    const listener = inspected.report.sockets?.listeners.find(({ port }) => port === 8002);
    assert.deepEqual([listener?.closeWait, listener?.total], [1200, 1200]);
  });

  it('orphans in FIN_WAIT2 are counted as tw by the kernel, and are not TIME_WAIT', async () => {
    await using scenario = await Scenario.begin({ 'net.ipv4.tcp_fin_timeout': 30 });
    await scenario.traffic.closeWaitWithOrphans({ count: 60, address: '127.0.2.1', port: 8002 });
    await scenario.allAccepted();
    const inspected = await scenario.inspect();
    assert.equal(await sockstat(scenario.namespace, 'TCP', 'tw'), 60);
    assert.deepEqual([inspected.report.timeWait.count, inspected.report.timeWait.kernelCount], [0, 60]);
    const states = inspected.report.sockets?.states.filter(({ count }) => count > 0);
    assert.deepEqual(states, [
      { state: 'FIN_WAIT2', count: 60 },
      { state: 'CLOSE_WAIT', count: 60 },
      { state: 'LISTEN', count: 1 },
    ]);
    const judged = finding(inspected, 'fin-wait-orphans');
    assert.equal(
      judged.title,
      '60 connections wait in FIN_WAIT2 for a peer that does not close, and no program holds them.',
    );
    assert.deepEqual(evidenceOf(judged), {
      'Orphans in FIN_WAIT2': '60',
      'In TIME_WAIT': '0',
      'Both, as counted by the kernel': '60',
      'Maximum lifetime': '30 s',
    });
    assert.match(inspected.report.verdict.sentence, /^node .* holds 60 connections in CLOSE_WAIT\./);
  });
});
