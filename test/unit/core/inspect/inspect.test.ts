import assert from 'node:assert/strict';
import { procCollector } from '../../../../src/core/collect/procCollector.ts';
import { ssCollector } from '../../../../src/core/collect/ssCollector.ts';
import { inspect, type Inspection } from '../../../../src/core/inspect/inspect.ts';
import { CancelledError } from '../../../../src/core/model/cancellation.ts';
import { failure, ok, withProblems } from '../../../../src/core/model/outcome.ts';
import type { CollectorChoice } from '../../../../src/core/model/snapshot.ts';
import { liveRules } from '../../../../src/core/rules/liveRules.ts';
import { denied, FakeHost, linux, never, type Answer } from '../../../support/fakeHost.ts';
import { noConnections } from '../../../support/noConnections.ts';
import { fixture } from '../../../support/parsing.ts';

const parameters = {
  '/proc/sys/net/ipv4/ip_local_port_range': '32768\t60999\n',
  '/proc/sys/net/ipv4/tcp_max_tw_buckets': '131072\n',
  '/proc/sys/net/ipv4/tcp_tw_reuse': '2\n',
};
const counters = {
  '/proc/net/sockstat': 'TCP: inuse 6 orphan 0 tw 4 alloc 17 mem 2\n',
  '/proc/net/netstat': 'TcpExt: TCPTimeWaitOverflow ListenOverflows\nTcpExt: 0 0\n',
  '/proc/net/snmp': 'Tcp: ActiveOpens\nTcp: 5\n',
};
const answers = { ss: fixture('ss.txt'), ...parameters, ...counters };

async function run(
  host: FakeHost,
  choice: CollectorChoice = 'auto',
  cancellation = never,
): Promise<Inspection & { messages: string[] }> {
  const messages: string[] = [];
  const inspection = await inspect({
    host,
    collectors: [ssCollector(), procCollector],
    choice,
    cancellation,
    watched: ok(noConnections),
    now: () => 1_000_000,
    onProgress: (message) => messages.push(message),
  });
  return { ...inspection, messages };
}

describe('inspect', () => {
  it('collects, folds, judges and reports', async () => {
    const { snapshot, aggregation, report } = await run(new FakeHost({ answers }));
    assert.equal(snapshot.collector, 'ss');
    assert.equal(aggregation?.total, 11);
    assert.deepEqual(
      report.sockets?.states.filter(({ count }) => count > 0).map(({ state, count }) => `${state} ${count}`),
      ['ESTABLISHED 4', 'FIN_WAIT2 1', 'TIME_WAIT 3', 'CLOSE_WAIT 1', 'LISTEN 2'],
    );
    assert.deepEqual(
      [report.timeWait.client, report.timeWait.server, report.timeWait.kernelCount],
      [2, 1, 4],
    );
    assert.equal(report.verdict.severity, 'healthy');
    assert.deepEqual(
      report.notJudged.map(({ missing, key }) => key ?? missing),
      // `ss` lists no socket that is only bound.
      ['boundSockets', 'net.ipv4.tcp_mem', 'net.ipv4.tcp_max_orphans', 'servicePorts'],
    );
  });

  it('asks for the processes that listen, and tells that it does', async () => {
    const host = new FakeHost({ answers, owners: ok(new Map([[163634, [{ pid: 7, name: 'redis' }]]])) });
    const { report, messages } = await run(host);
    assert.deepEqual(host.ownersAsked, [[163633, 163634, 163641, 163642, 163643, 163644, 163646]]);
    assert.equal(messages.at(-1), 'Finding processes…');
    assert.equal(report.sockets?.listeners.find(({ port }) => port === 9200)?.process, 'redis (7)');
    assert.equal(report.outcomes.processes.kind, 'ok');
  });

  it('does not ask where ss has named them', async () => {
    const host = new FakeHost({ answers: { ...answers, ss: fixture('ss-split-names.txt') } });
    const { report } = await run(host);
    assert.deepEqual(host.ownersAsked, []);
    assert.equal(report.sockets?.listeners[0]?.process, 'a\nb\nc (30496)');
  });

  it('says why there are no names where they may not be read', async () => {
    const owners = failure('denied', 'denied', '/proc may not be read.', 'Run as root.');
    const { report } = await run(new FakeHost({ answers, owners }));
    assert.equal(report.outcomes.processes.kind, 'denied');
    assert.equal(
      report.sockets?.listeners.every(({ process }) => process === undefined),
      true,
    );
  });

  it('says that some processes were not looked at, beside what else was not', async () => {
    const host = new FakeHost({ answers, owners: ok(new Map([[163634, [{ pid: 7, name: 'redis' }]]])) });
    const problem = {
      code: 'processes-not-looked-at',
      message: 'Three were not looked at.',
      nextStep: 'Look.',
    };
    const conditions = () => Promise.resolve(withProblems(new Map(), [problem]));
    const { report } = await run(Object.assign(host, { conditions }));
    assert.equal(report.outcomes.processes.kind, 'partial');
    const gap = report.notJudged.find(({ missing }) => missing === 'processes');
    assert.deepEqual(gap?.rules.toSorted(), ['file-limit', 'process-stopped']);
    assert.match(report.verdict.sentence, / Not looked at: .*programs that could not be read/);
  });

  it('asks nobody where nobody listens', async () => {
    const host = new FakeHost({ answers: { ...answers, ss: '' } });
    const { report } = await run(host);
    assert.deepEqual(host.ownersAsked, []);
    assert.equal(report.sockets?.total, 0);
    assert.equal(
      report.verdict.sentence,
      'No problem found in queues, CLOSE_WAIT, peers and programs, limits or NAT. There are no TIME_WAIT sockets. Local ports were looked at only in part: not those that are bound and not connected.',
    );
  });

  it('names processes that pile up CLOSE_WAIT, which it did ask for', async () => {
    const rows = Array.from(
      { length: 60 },
      (_, at) => `CLOSE-WAIT 1 0 10.0.0.1:80 10.0.0.9:${at + 1} ino:${at + 100} sk:1\n`,
    );
    const names = new Map(rows.map((_, at) => [at + 100, [{ pid: 9, name: 'java' }]]));
    const host = new FakeHost({ answers: { ...answers, ss: rows.join('') }, owners: ok(names) });
    const { report } = await run(host);
    assert.equal(report.findings[0]?.title, 'java (process 9) holds 60 connections in CLOSE_WAIT.');
    assert.equal(host.ownersAsked[0]?.length, 60);
  });

  it('says that the ports of a NAT were not judged where they should be read and cannot be', async () => {
    const judged = async (entries: string, tracked: Answer): Promise<boolean> => {
      const stat = `entries insert_failed\n${entries} 00000000\n`;
      const files = { '/proc/net/stat/nf_conntrack': stat, '/proc/net/nf_conntrack': tracked };
      const { report } = await run(new FakeHost({ answers: { ...answers, ...files } }));
      const gap = report.notJudged.find(({ rules }) => rules.includes('nat-ports'));
      assert.equal(report.verdict.severity, gap === undefined ? 'healthy' : 'unknown');
      if (gap !== undefined) assert.deepEqual([gap.missing, gap.reason], ['nat', 'It may not be read.']);
      return gap === undefined;
    };
    assert.equal(await judged('00000005', denied), true);
    assert.equal(await judged('0000ffff', ''), true);
    assert.equal(await judged('0000ffff', denied), false);
  });

  it('gives a report though nothing can be read', async () => {
    const { report, aggregation } = await run(new FakeHost());
    assert.equal(aggregation, undefined);
    assert.equal(report.verdict.severity, 'unknown');
    for (const { id } of liveRules.filter(({ requires }) => !requires.includes('connections')))
      assert.ok(
        report.notJudged.some(({ rules }) => rules.includes(id)),
        id,
      );
    assert.deepEqual(
      report.collector.attempts.map(({ collector }) => collector),
      ['ss', 'proc'],
    );
  });

  it('gives a report of a machine that is no Linux', async () => {
    const { report } = await run(new FakeHost({ facts: ok({ ...linux, platform: 'win32' }) }));
    assert.equal(report.outcomes.sockets.problems[0]?.code, 'not-linux');
    assert.match(report.verdict.sentence, /win32/);
  });

  it('throws when it is cancelled', async () => {
    await assert.rejects(run(new FakeHost({ answers }), 'auto', AbortSignal.abort()), CancelledError);
  });
});
