import assert from 'node:assert/strict';
import { inspectedParameters } from '../../../../src/core/knowledge/parameters.ts';
import { aggregate } from '../../../../src/core/aggregate/aggregate.ts';
import { ok, valueOf, withProblems } from '../../../../src/core/model/outcome.ts';
import { procSysPath } from '../../../../src/core/model/procSysPath.ts';
import { buildReport } from '../../../../src/core/report/buildReport.ts';
import { liveRules } from '../../../../src/core/rules/liveRules.ts';
import { assertGolden } from '../../../support/golden.ts';
import { running } from '../../../support/judging.ts';
import { smallReportInput, unreadableReportInput, type ReportInput } from '../../../support/smallHost.ts';
import { onPorts, socketTable, timeWait, type SocketRow } from '../../../support/sockets.ts';

function ofRows(rows: readonly SocketRow[], lines: string): ReportInput {
  const table = socketTable(rows);
  const parameters = running(lines);
  const input = smallReportInput();
  return {
    ...input,
    snapshot: { ...input.snapshot, sockets: ok(table), parameters: ok(parameters) },
    aggregation: aggregate(table, parameters, undefined),
  };
}

describe('buildReport', () => {
  it('makes the documented JSON', () => {
    const report = buildReport(smallReportInput());
    const parameters = report.parameters.filter(({ value }) => value !== undefined);
    const timeWaitAges = report.timeWait.ages.filter(
      ({ client, server, other }) => client + server + other > 0,
    );
    const shown = { ...report, parameters, timeWait: { ...report.timeWait, ages: timeWaitAges } };
    assertGolden('report/small.json', `${JSON.stringify(shown, undefined, 2)}\n`);
  });

  it('can be written as JSON and read again', () => {
    for (const input of [smallReportInput(), unreadableReportInput()]) {
      const report = buildReport(input);
      assert.deepEqual(JSON.parse(JSON.stringify(report)), report);
    }
  });

  it('names its format', () => {
    const { schema, version } = buildReport(smallReportInput());
    assert.deepEqual([schema, version], ['socket-diagnostics/report', 1]);
  });

  it('lists every parameter that is read, with its value or why there is none', () => {
    const { parameters } = buildReport(smallReportInput());
    assert.deepEqual(
      parameters.map(({ key }) => key),
      inspectedParameters,
    );
    const of = (name: string): unknown => parameters.find(({ key }) => key === `net.ipv4.${name}`);
    assert.deepEqual(of('tcp_tw_reuse'), {
      key: 'net.ipv4.tcp_tw_reuse',
      value: '2',
      default: '2',
      isChanged: false,
      configured: { value: '1', path: '/etc/sysctl.d/90-web.conf', line: 3 },
      isDrifted: true,
    });
    assert.deepEqual(of('tcp_rfc1337'), {
      key: 'net.ipv4.tcp_rfc1337',
      note: '/proc/sys/net/ipv4/tcp_rfc1337 may not be read by this user.',
    });
    assert.deepEqual(of('ip_local_reserved_ports'), {
      key: 'net.ipv4.ip_local_reserved_ports',
      note: 'This kernel does not have this parameter here.',
    });
  });

  it('has one bucket of ages for each second, which add up to the timed TIME_WAIT sockets', () => {
    const { timeWait: totals } = buildReport(smallReportInput());
    assert.equal(totals.ages.length, 60);
    const sum = totals.ages.reduce((all, { client, server, other }) => all + client + server + other, 0);
    assert.equal(sum, (totals.count ?? 0) - (totals.untimed ?? 0));
    assert.deepEqual([totals.client, totals.server, totals.other], [8, 3, 1]);
    assert.equal(totals.bytes, 8 * 512 + 4 * 256);
  });

  it('says of each rule that could not judge what was missing and why', () => {
    const report = buildReport(unreadableReportInput());
    for (const { missing, reason } of report.notJudged) {
      assert.ok(['sockets', 'counters', 'parameters', 'connections'].includes(missing));
      assert.equal(reason, 'This machine runs darwin.');
    }
    const rules = report.notJudged.flatMap((section) => section.rules);
    assert.equal(rules.length, liveRules.filter(({ requires }) => requires.length > 0).length);
    assert.equal(new Set(rules).size, rules.length);
  });

  it('says which parameter was not read where only that one is missing', () => {
    const input = smallReportInput();
    const unjudged = [
      { rule: 'a', missing: 'parameters', key: 'net.ipv4.tcp_max_tw_buckets' },
      { rule: 'b', missing: 'counters' },
      { rule: 'c', missing: 'parameters', key: 'net.ipv4.tcp_max_tw_buckets' },
    ] as const;
    const { notJudged } = buildReport({ ...input, judgement: { findings: [], unjudged } });
    assert.deepEqual(notJudged, [
      {
        missing: 'parameters',
        key: 'net.ipv4.tcp_max_tw_buckets',
        reason: 'net.ipv4.tcp_max_tw_buckets was not read.',
        rules: ['a', 'c'],
      },
      { missing: 'counters', reason: 'It was not read.', rules: ['b'] },
    ]);
  });

  it('says why that parameter was not read', () => {
    const input = smallReportInput();
    const key = 'net.ipv4.tcp_max_tw_buckets';
    const other = {
      code: 'file-denied',
      message: `${key} is named here.`,
      nextStep: 'N.',
      subject: 'vm.swappiness',
    };
    const own = { ...other, message: `${procSysPath(key)} may not be read.`, subject: key };
    const parameters = withProblems(valueOf(input.snapshot.parameters) ?? new Map(), [other, own]);
    const { notJudged } = buildReport({
      ...input,
      snapshot: { ...input.snapshot, parameters },
      judgement: { findings: [], unjudged: [{ rule: 'a', missing: 'parameters', key }] },
    });
    assert.deepEqual(notJudged, [
      {
        missing: 'parameters',
        key: 'net.ipv4.tcp_max_tw_buckets',
        reason: '/proc/sys/net/ipv4/tcp_max_tw_buckets may not be read.',
        rules: ['a'],
      },
    ]);
  });

  it('leaves out what could not be read instead of saying 0', () => {
    const report = buildReport(unreadableReportInput());
    assert.equal(report.sockets, undefined);
    assert.equal(report.collector.used, undefined);
    assert.deepEqual(report.timeWait, { lengthSeconds: 60, ages: [] });
    assert.deepEqual(report.parameters, []);
    assert.deepEqual(report.outcomes.processes, { kind: 'not-asked', problems: [] });
    assert.equal(report.outcomes.sockets.kind, 'unavailable');
    assert.equal('effectiveUser' in report.host, false);
  });

  it('reckons what a destination can sustain with the delay of reuse where that applies', () => {
    const rows = [timeWait('127.0.0.1:40000', '127.0.0.1:80'), timeWait('10.0.0.1:40000', '10.0.0.9:80')];
    const range = 'ip_local_port_range = 40000 40599\ntcp_tw_reuse = 2\n';
    const rates = (lines: string): readonly unknown[] =>
      buildReport(ofRows(rows, lines)).sockets?.destinations.map((found) => found.sustainablePerSecond) ?? [];
    assert.deepEqual(rates(range), [600, 10]);
    assert.deepEqual(rates(`${range}tcp_tw_reuse_delay = 100`), [6000, 10]);
    assert.deepEqual(rates(`${range}tcp_timestamps = 0`), [10, 10]);
  });

  it('knows no share where the range is not known, or has no port', () => {
    const rows = [timeWait('10.0.0.1:40000', '10.0.0.9:80')];
    const [found] = buildReport(ofRows(rows, '')).sockets?.destinations ?? [];
    assert.ok(found !== undefined && !('share' in found) && !('usable' in found));
    const { sockets } = buildReport(ofRows(rows, ''));
    assert.equal(sockets?.ports, undefined);
  });

  it('lists the first hundred destinations and listeners, and counts all', () => {
    const rows = [
      ...onPorts(1, 150, (port): SocketRow => ({ state: 'LISTEN', local: `0.0.0.0:${port}` })),
      ...onPorts(1, 130, (port) => timeWait('10.0.0.1:40000', `10.0.0.9:${port}`)),
    ];
    const { sockets } = buildReport(ofRows(rows, 'ip_local_port_range = 40000 40599'));
    assert.deepEqual([sockets?.destinations.length, sockets?.destinationCount], [100, 130]);
    assert.deepEqual([sockets?.listeners.length, sockets?.listenerCount], [100, 150]);
  });

  it('adds up the queues of listening sockets that share a port', () => {
    const rows = [3, 4].map((receiveQueue): SocketRow => ({
      state: 'LISTEN',
      local: '0.0.0.0:80',
      receiveQueue,
      acceptQueueLimit: 128,
    }));
    const [listener] = buildReport(ofRows(rows, '')).sockets?.listeners ?? [];
    assert.deepEqual([listener?.acceptQueue, listener?.acceptQueueLimit], [7, 256]);
  });

  it('has no limit of a queue where the source does not tell it, and no process where it is not known', () => {
    const [listener] =
      buildReport(ofRows([{ state: 'LISTEN', local: '0.0.0.0:80', inode: 99 }], '')).sockets?.listeners ?? [];
    assert.ok(listener !== undefined && !('acceptQueueLimit' in listener) && !('process' in listener));
  });
});
