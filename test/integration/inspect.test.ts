import assert from 'node:assert/strict';
import type { ReportListener } from '../../src/core/report/report.ts';
import { inspectIn, type Inspected } from '../support/cli.ts';
import { counter, sockstat, ssCounts } from '../support/kernelCounts.ts';
import { Namespace } from '../support/namespace.ts';
import { Setup } from '../support/setup.ts';
import { Traffic } from '../support/traffic.ts';
import { skipWhere } from '../support/skipWhere.ts';

const collectors = ['sock_diag', 'ss', 'proc'] as const;

describe('inspect on a host with every kind of trouble', function () {
  this.timeout(60_000);
  const setup = new Setup();
  let namespace: Namespace;
  let traffic: Traffic;
  const inspected = new Map<string, Inspected>();
  /** The clients of the server that closes first may meet their old port again: the kernel then reopens its socket. */
  let serverSide = 0;

  before(async () => {
    // 1,000 ports, one of them listened on, ten of them reserved.
    namespace = await setup.namespace({
      'net.ipv4.ip_local_port_range': '40000 40999',
      'net.ipv4.ip_local_reserved_ports': '40100-40109,50000',
    });
    traffic = setup.traffic(namespace);
    await traffic.listen('127.0.0.1', 40_500);
    await traffic.clientTimeWait({ count: 950, address: '127.0.1.1', port: 8001 });
    await traffic.clientTimeWait({ count: 300, address: '127.0.1.2', port: 8001 });
    await traffic.serverTimeWait({ count: 200, address: '127.0.0.1', port: 8002 });
    serverSide = (await ssCounts(namespace, ['sport = :8002']))['TIME-WAIT'] ?? 0;
    await traffic.closeWait({ count: 70, address: '127.0.0.1', port: 8004 });
    const full = await traffic.acceptQueueOverflow({ count: 10, backlog: 4, port: 8005 });
    for (const collector of collectors) {
      const inspection = inspectIn(namespace, ['--collector', collector]);
      inspected.set(collector, await traffic.knockDuring(full, inspection));
    }
  });

  function report(collector: string): Inspected['report'] {
    const found = inspected.get(collector);
    assert.ok(found);
    return found.report;
  }

  for (const collector of collectors) {
    describe(`with ${collector}`, () => {
      it('counts as the kernel does', async () => {
        const { sockets, timeWait } = report(collector);
        const kernel = await ssCounts(namespace);
        const count = (state: string): number =>
          sockets?.states.find((row) => row.state === state)?.count ?? -1;
        assert.equal(count('TIME_WAIT'), 1250 + serverSide);
        assert.equal(count('TIME_WAIT'), kernel['TIME-WAIT']);
        assert.equal(count('CLOSE_WAIT'), kernel['CLOSE-WAIT']);
        assert.equal(count('LISTEN'), kernel['LISTEN']);
        assert.equal(timeWait.kernelCount, await sockstat(namespace, 'TCP', 'tw'));
        assert.deepEqual([timeWait.client, timeWait.server, timeWait.other], [1250, serverSide, 0]);
      });

      it('spreads the TIME_WAIT sockets over the last 60 s', () => {
        const { ages, count } = report(collector).timeWait;
        const sum = ages.reduce((total, { client, server, other }) => total + client + server + other, 0);
        assert.equal(sum, count);
        const recent = ages.slice(0, 30).reduce((total, { client }) => total + client, 0);
        assert.equal(recent, 1250, 'they were made a moment ago');
        assert.equal(ages.length, 60);
      });

      it('knows how many ports a destination has used of those that are usable', () => {
        const { sockets } = report(collector);
        assert.deepEqual(sockets?.ports, {
          low: 40_000,
          high: 40_999,
          reserved: 10,
          listening: 1,
          bound: 0,
          usable: 989,
          upperBound: collector !== 'sock_diag',
        });
        const [fullest, second] = sockets.destinations;
        assert.deepEqual(
          [fullest?.remoteAddress, fullest?.remotePort, fullest?.used, fullest?.usable, fullest?.timeWait],
          ['127.0.1.1', 8001, 950, 989, 950],
        );
        assert.deepEqual([second?.remoteAddress, second?.used], ['127.0.1.2', 300]);
      });

      it('knows which side closed first, listener by listener', () => {
        const listener = (port: number): ReportListener | undefined =>
          report(collector).sockets?.listeners.find((row) => row.port === port);
        assert.ok(serverSide > 100);
        assert.equal(listener(8002)?.timeWait, serverSide);
        assert.equal(listener(8001)?.timeWait, 0);
        assert.equal(listener(8004)?.closeWait, 70);
        assert.equal(listener(8005)?.acceptQueue, 5);
        assert.equal(listener(8005)?.acceptQueueLimit, collector === 'proc' ? undefined : 4);
        const client = report(collector).sockets?.clients.find(({ localPort }) => localPort === 8002);
        assert.deepEqual(client, {
          remoteAddress: '127.0.0.1',
          localPort: 8002,
          total: serverSide,
          timeWait: serverSide,
          portShare: serverSide / 64_512,
        });
      });

      it('finds the exhausted destination, and ends with the status of an error', () => {
        const finding = report(collector).findings.find(({ rule }) => rule === 'ephemeral-port-exhaustion');
        assert.equal(finding?.severity, 'error');
        assert.deepEqual(finding.subject, {
          kind: 'destination',
          localAddress: '127.0.0.1',
          remoteAddress: '127.0.1.1',
          remotePort: 8001,
        });
        assert.match(finding.title, /950 of 989 local ports \(96 %\)/);
        assert.equal(inspected.get(collector)?.status, 2);
      });

      it('names the process that does not close', () => {
        const finding = report(collector).findings.find(({ rule }) => rule === 'close-wait-pile-up');
        assert.equal(finding?.severity, 'warning');
        assert.ok(finding.subject.kind === 'process');
        assert.deepEqual(finding.subject.pids, [traffic.pid]);
        assert.match(finding.title, /^node \(process \d+\) holds 70 connections in CLOSE_WAIT/);
      });

      it('reports every section and every key', () => {
        const { outcomes, parameters } = report(collector);
        assert.deepEqual(
          Object.values(outcomes).map(({ kind }) => kind),
          ['ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
        );
        const range = parameters.find(({ key }) => key === 'net.ipv4.ip_local_port_range');
        assert.equal(range?.value, '40000\t40999');
        const vendor = parameters.find(({ key }) => key === 'net.ipv4.tcp_tw_timeout');
        assert.equal(vendor?.value, undefined);
        assert.match(vendor?.note ?? '', /does not have this parameter/);
      });
    });
  }

  it('names the listener whose accept queue is full, with the counters of the kernel', async () => {
    const finding = report('ss').findings.find(({ rule }) => rule === 'accept-queue-overflow');
    assert.deepEqual(finding?.subject, { kind: 'listener', address: '127.0.0.1', port: 8005 });
    assert.match(finding.title, /5 connections wait/);
    const overflows = await counter(namespace, 'TcpExt', 'ListenOverflows');
    const evidence = finding.evidence.find(({ label }) => label === 'ListenOverflows');
    const shown = Number(/^([\d,]+)/.exec(evidence?.value ?? '')?.[1]?.replaceAll(',', ''));
    assert.ok(shown >= 5 && shown <= overflows, `${String(shown)} of ${String(overflows)}`);
  });

  it('cannot tell a full queue from /proc, which has no limit, but sees the counter', () => {
    const finding = report('proc').findings.find(({ rule }) => rule === 'accept-queue-overflow');
    assert.deepEqual([finding?.severity, finding?.subject], ['warning', { kind: 'host' }]);
  });
});

describe('inspect with the TIME_WAIT table at its limit', function () {
  this.timeout(30_000);

  before(function () {
    skipWhere(this, Namespace.unavailable());
  });

  it('sees what skipped TIME_WAIT', async () => {
    await using namespace = await Namespace.create({ 'net.ipv4.tcp_max_tw_buckets': 100 });
    await using traffic = Traffic.start(namespace);
    await traffic.clientTimeWait({ count: 250 });
    const { report, status } = await inspectIn(namespace);
    assert.equal(await counter(namespace, 'TcpExt', 'TCPTimeWaitOverflow'), 150);
    assert.deepEqual(
      [report.timeWait.count, report.timeWait.limit, report.timeWait.overflowed],
      [100, 100, 150],
    );
    const finding = report.findings.find(({ rule }) => rule === 'time-wait-table-limit');
    assert.equal(finding?.severity, 'warning');
    assert.match(finding.title, /100 of 100, 150 sockets have skipped/);
    assert.equal(status, 1);
  });
});

describe('inspect where tcp_tw_reuse applies', function () {
  this.timeout(30_000);

  before(function () {
    skipWhere(this, Namespace.unavailable());
  });

  /** 960 of 1,000 ports in TIME_WAIT, all over a second old. */
  async function inspectWith(sysctls: Readonly<Record<string, number>>): Promise<Inspected> {
    await using namespace = await Namespace.create({ 'net.ipv4.ip_local_port_range': '40000 40999' });
    await using traffic = Traffic.start(namespace);
    await traffic.clientTimeWait({ count: 960, port: 8001 });
    for (const [key, value] of Object.entries(sysctls)) await namespace.sysctl(key, value);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    // One that is taken over shows that the peer has timestamps; where reuse cannot be, it takes a port of its own.
    await traffic.clientTimeWait({ count: 1, port: 8001 });
    return await inspectIn(namespace, ['--collector', 'proc']);
  }

  it('is no trouble with 2 on loopback: the ports may be taken over after a second', async () => {
    const { report, status } = await inspectWith({ 'net.ipv4.tcp_tw_reuse': 2 });
    const [destination] = report.sockets?.destinations ?? [];
    assert.equal(destination?.sustainablePerSecond, 1000);
    assert.ok(destination.reusable >= 959, String(destination.reusable));
    const finding = report.findings.find(({ rule }) => rule === 'ephemeral-port-exhaustion');
    assert.equal(finding?.severity, 'information');
    assert.equal(status, 0);
  });

  it('is trouble without timestamps, whatever tcp_tw_reuse says', async () => {
    const { report, status } = await inspectWith({
      'net.ipv4.tcp_tw_reuse': 1,
      'net.ipv4.tcp_timestamps': 0,
    });
    const [finding] = report.findings;
    assert.equal(finding?.severity, 'error');
    assert.equal(report.sockets?.destinations[0]?.reusable, 0);
    assert.ok(finding.remedies.some((remedy) => remedy.includes('tcp_timestamps to 1')));
    assert.equal(status, 2);
  });
});

describe('inspect of a quiet host', function () {
  this.timeout(30_000);

  before(function () {
    skipWhere(this, Namespace.unavailable());
  });

  it('with no socket at all says that nothing is wrong', async () => {
    await using namespace = await Namespace.create();
    const { report, status } = await inspectIn(namespace);
    assert.equal(report.sockets?.total, 0);
    assert.deepEqual(report.verdict, {
      severity: 'healthy',
      sentence:
        'No problem found in local ports, queues, CLOSE_WAIT, peers and programs, limits or NAT. There are no TIME_WAIT sockets.',
    });
    assert.equal(status, 0);
  });

  it('with thousands of healthy TIME_WAIT sockets says why they are fine', async () => {
    await using namespace = await Namespace.create();
    await using traffic = Traffic.start(namespace);
    await traffic.clientTimeWait({ count: 2000, address: '127.0.1.1' });
    await traffic.serverTimeWait({ count: 2000, address: '127.0.0.1' });
    const { report, status } = await inspectIn(namespace);
    assert.equal(report.verdict.severity, 'healthy');
    // A client that gets its old port again reopens the server's TIME_WAIT socket.
    const { 'TIME-WAIT': count = 0 } = await ssCounts(namespace);
    assert.ok(count > 3500, String(count));
    assert.ok(
      report.verdict.sentence.includes(
        `${count.toLocaleString('en-US')} TIME_WAIT sockets are a healthy sign`,
      ),
    );
    assert.match(report.verdict.sentence, /7 % of the local ports/);
    assert.equal(status, 0);
  });
});
