import assert from 'node:assert/strict';
import { compareReports } from '../../../../../src/core/report/comparison/compareReports.ts';
import type { WatchedConnections, WatchedGroup } from '../../../../../src/core/model/watched.ts';
import { connectionRates } from '../../../../../src/core/report/comparison/comparedConnections.ts';
import type { Comparison, ComparedPart } from '../../../../../src/core/report/comparison/comparison.ts';
import { comparisonMarkdown } from '../../../../../src/core/report/comparison/comparisonMarkdown.ts';
import { changeText, figureText, toldText } from '../../../../../src/core/report/comparison/told.ts';
import type { Report } from '../../../../../src/core/report/report.ts';
import { assertGolden } from '../../../../support/golden.ts';
import { noConnections, noKinds } from '../../../../support/noConnections.ts';
import { reportOf } from '../../../../support/reports.ts';
import { onPorts, timeWait, type SocketRow } from '../../../../support/sockets.ts';

const range = 'ip_local_port_range = 40000 40009\ntcp_max_tw_buckets = 131072\ntcp_timestamps = 1\n';

const otherBoot = '99999999-2222-3333-4444-555555555555';

function toDatabase(count: number, from = '10.0.0.1'): readonly SocketRow[] {
  return onPorts(40000, count, (port) => timeWait(`${from}:${port}`, '10.0.0.9:5432', port - 40000));
}

const before = reportOf({
  rows: [...toDatabase(9), { state: 'LISTEN', local: '0.0.0.0:80' }],
  lines: `${range}tcp_tw_reuse = 0`,
  counters: { 'TcpExt.TW': 1000, 'Tcp.ActiveOpens': 2000, 'TcpExt.ListenDrops': 4, 'sockstat.TCP.tw': 9 },
  openedFrom: '/tmp/before.json',
});
const after = reportOf({
  at: 120,
  rows: [...toDatabase(2), { state: 'LISTEN', local: '10.0.0.1:80' }, { state: 'LISTEN', local: '[::]:22' }],
  lines: `${range}tcp_tw_reuse = 1`,
  counters: { 'TcpExt.TW': 1600, 'Tcp.ActiveOpens': 2060, 'TcpExt.ListenDrops': 4, 'sockstat.TCP.tw': 2 },
});
const elsewhere = reportOf({
  label: 'web2',
  facts: { hostname: 'web2', bootId: otherBoot },
  rows: toDatabase(5, '10.0.0.2'),
  lines: `${range}tcp_tw_reuse = 1`,
});

function figures({ figures: all }: Comparison): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    all.map(({ label, unit, ...pair }) => [
      label,
      [
        toldText(pair.left, (value) => figureText(value, unit)),
        toldText(pair.right, (value) => figureText(value, unit)),
        changeText(pair, unit),
      ],
    ]),
  );
}

function rowsOf<T>(part: ComparedPart<T>): readonly T[] {
  if (part.kind === 'not-compared') assert.fail(part.why);
  return part.rows;
}

function whyNot(part: ComparedPart<unknown>): string {
  if (part.kind === 'compared') assert.fail('it was compared');
  return part.why;
}

const ended: WatchedGroup = {
  ended: 100,
  perSecond: 10,
  kinds: { ...noKinds, exchange: 100 },
  closedFirst: { us: 100, peer: 0, unknown: 0 },
  bytes: { sent: { total: 0 }, received: { total: 0 } },
  segments: { out: { total: 0 }, in: { total: 0 } },
  retransmits: 0,
  processes: [],
};

function unwatched(report: Report): Report {
  const parts = Object.entries(report).filter(([name]) => name !== 'connections');
  return Object.fromEntries(parts) as unknown as Report;
}

describe('compareReports of connections that were watched', () => {
  const toOne = { ...ended, remoteAddress: '10.0.0.9', remotePort: 5432 };
  const failing = {
    ...ended,
    remoteAddress: '10.0.0.8',
    remotePort: 0,
    perSecond: 0.3,
    kinds: { ...noKinds, noLocalPort: 3 },
  };
  const watched = (
    destinations: WatchedConnections['destinations'],
    destinationCount = destinations.length,
  ) => ({
    ...noConnections,
    destinations,
    destinationCount,
  });
  const then = { ...before, connections: watched([toOne, failing]) };
  const now = { ...after, connections: watched([{ ...toOne, perSecond: 4.5 }], 300) };

  it('pairs them by destination, with failures first and rates, as the sides were watched for different times', () => {
    const comparison = compareReports(then, now);
    const rows = rowsOf(comparison.connections);
    assert.deepEqual(
      rows.map((row) => [
        row.remoteAddress,
        toldText(row.left, ({ perSecond }) => String(perSecond)),
        toldText(row.right, ({ perSecond }) => String(perSecond)),
        changeText(connectionRates(row)),
      ]),
      [
        ['10.0.0.8', '0.3', 'not among the first 1', ''],
        ['10.0.0.9', '10', '4.5', '−5.5'],
      ],
    );
    const text = comparisonMarkdown(comparison);
    assert.match(text, /## Connections that ended, by destination/);
    assert.match(text, /10\.0\.0\.9:5432.*10 per second: one exchange 100.*4\.5 per second.*−5\.5/);
    assert.match(text, /10\.0\.0\.8, unknown port.*no local port 3/);
  });

  it('says for how long nothing was heard, which may prove nothing', () => {
    const briefly = { ...after, connections: { ...watched([]), seconds: 0.03 } };
    const [row] = rowsOf(compareReports(then, briefly).connections);
    assert.equal(row && toldText(row.right, () => ''), 'none in 30 ms');
  });

  it('says so if one side was not watched, and nothing if neither was', () => {
    const [row] = rowsOf(compareReports(then, unwatched(after)).connections);
    assert.equal(row && toldText(row.right, () => ''), 'not watched');
    const neither = compareReports(unwatched(before), unwatched(after));
    assert.match(whyNot(neither.connections), /on neither side/);
    assert.doesNotMatch(comparisonMarkdown(neither), /Connections that ended/);
  });
});

describe('compareReports', () => {
  it('sets the older report of one host to the left, whichever was named first', () => {
    for (const comparison of [compareReports(after, before), compareReports(before, after)]) {
      assert.equal(comparison.relation, 'same');
      assert.deepEqual([comparison.left.name, comparison.right.name], ['Before', 'After']);
      assert.equal(comparison.left.openedFrom, '/tmp/before.json');
      assert.equal(comparison.right.takenAt, '2026-01-02T03:06:05.000Z');
    }
  });

  it('leaves two hosts in the order in which they were named, and calls them by their names', () => {
    const { relation, left, right } = compareReports(elsewhere, before);
    assert.deepEqual([relation, left.name, right.name], ['others', 'web2', 'web1']);
  });

  it('tells hosts of one label apart', () => {
    const facts = { hostname: 'x', bootId: otherBoot };
    const { left, right } = compareReports(after, reportOf({ facts, openedFrom: '/tmp/x.json', rows: [] }));
    assert.deepEqual([left.name, right.name], ['web1, 2026-01-02T03:06:05.000Z', 'web1, /tmp/x.json']);
  });

  it('says what grew and what shrank', () => {
    const all = figures(compareReports(before, after));
    assert.deepEqual(all['TIME_WAIT sockets'], ['9', '2', '−7']);
    assert.deepEqual(all['Fullest destination'], ['90 %', '20 %', '−70 points']);
    assert.deepEqual(all['Limit (tcp_max_tw_buckets)'], ['131,072', '131,072', 'same']);
    assert.deepEqual(all['Closed per second, last 10 s'], ['0.9', '0.2', '−0.7']);
    assert.deepEqual(all['Errors and warnings'], ['1', '0', '−1']);
  });

  it('sorts findings into those that are new, gone and still there', () => {
    const { findings } = compareReports(before, after);
    const [exhaustion] = findings;
    assert.equal(exhaustion?.left.kind, 'value');
    assert.deepEqual(exhaustion.right, { kind: 'absent', why: 'not found' });
    const still = compareReports(before, { ...before, takenAt: after.takenAt }).findings;
    assert.ok(still.length > 0);
    assert.ok(still.every(({ left, right }) => left.kind === 'value' && right.kind === 'value'));
  });

  it('does not call a finding gone that could not be judged again', () => {
    const blind = reportOf({ at: 60, lines: range });
    const [exhaustion] = compareReports(before, blind).findings;
    assert.deepEqual(exhaustion?.right, { kind: 'absent', why: 'not judged without sockets' });
  });

  it('pairs destinations by their remote endpoint, each side with its fullest local address', () => {
    const both = reportOf({
      label: 'web2',
      facts: { hostname: 'web2', bootId: otherBoot },
      rows: [...toDatabase(3, '10.0.0.2'), ...toDatabase(7, '10.0.0.3')],
      lines: range,
    });
    const [destination, ...others] = rowsOf(compareReports(before, both).destinations);
    assert.equal(others.length, 0);
    assert.deepEqual([destination?.remoteAddress, destination?.remotePort], ['10.0.0.9', 5432]);
    assert.equal(destination?.left.kind === 'value' && destination.left.value.used, 9);
    assert.equal(destination?.right.kind === 'value' && destination.right.value.used, 7);
  });

  it('says "none" of a destination that is not there, and "not among the first" where the list is cut', () => {
    const many = reportOf({
      at: 1,
      rows: onPorts(1, 130, (port) => timeWait('10.0.0.1:40000', `10.0.0.8:${port}`)),
      lines: range,
    });
    const rows = rowsOf(compareReports(before, many).destinations);
    const database = rows.find(({ remotePort }) => remotePort === 5432);
    assert.deepEqual(database?.right, { kind: 'absent', why: 'not among the first 100' });
    assert.deepEqual(rows.find(({ remotePort }) => remotePort === 1)?.left, { kind: 'absent', why: 'none' });
  });

  it('pairs listening ports whatever their address', () => {
    const rows = rowsOf(compareReports(before, after).listeners);
    assert.deepEqual(
      rows.map(({ port, left, right }) => [port, left.kind, right.kind]),
      [
        [22, 'absent', 'value'],
        [80, 'value', 'value'],
      ],
    );
  });

  it('lists the kernel parameters that differ, and those only', () => {
    const [reuse, ...others] = rowsOf(compareReports(before, after).parameters);
    assert.equal(reuse?.key, 'net.ipv4.tcp_tw_reuse');
    assert.equal(others.length, 0);
    const without = reportOf({ at: 1, rows: [], lines: range });
    const [absent] = rowsOf(compareReports(before, without).parameters);
    assert.deepEqual(absent?.right, {
      kind: 'absent',
      why: 'This kernel does not have this parameter here.',
    });
  });

  it('gives what the counters of one host grew by', () => {
    const rows = rowsOf(compareReports(before, after).counters);
    assert.deepEqual(
      rows.map(({ name, growth, perSecond }) => [name, growth, perSecond]),
      [
        ['Tcp.ActiveOpens', 60, 0.5],
        ['TcpExt.TW', 600, 5],
      ],
    );
  });

  it('compares no counters of two hosts, of another run of the kernel, or of a namespace made again', () => {
    assert.match(whyNot(compareReports(before, elsewhere).counters), /the same host/);
    const rebooted = reportOf({ at: 1, facts: { bootId: otherBoot }, rows: [] });
    assert.equal(compareReports(before, rebooted).relation, 'same-name');
    assert.match(whyNot(compareReports(before, rebooted).counters), /restarted in between/);
    const anew = reportOf({ at: 1, rows: [], counters: { 'TcpExt.TW': 3 } });
    assert.match(whyNot(compareReports(before, anew).counters), /were reset/);
    const inside = reportOf({ at: 1, facts: { networkNamespace: 'net:[4026532999]' }, rows: [] });
    assert.equal(compareReports(before, inside).relation, 'others');
  });

  it('never says 0 where nothing could be read', () => {
    const blind = reportOf({ label: 'web3', facts: { hostname: 'web3', bootId: otherBoot } });
    const comparison = compareReports(before, blind);
    for (const [label, [, right, change]] of Object.entries(figures(comparison)))
      assert.ok(/^not (read|judged)$/.test(right ?? '') && change === '', `${label}: ${right ?? ''}`);
    assert.ok(rowsOf(comparison.states).every(({ right }) => right.kind === 'absent'));
    assert.ok(rowsOf(comparison.destinations).every(({ right }) => right.kind === 'absent'));
    assert.match(whyNot(comparison.parameters), /^The kernel parameters of web3 could not be read\.$/);
    assert.match(whyNot(compareReports(blind, blind).destinations), /of neither/);
  });

  it('writes a comparison for an incident, in which nothing of a host is markup', () => {
    assertGolden('report/comparison.md', comparisonMarkdown(compareReports(before, after)));
    assertGolden('report/comparison-hosts.md', comparisonMarkdown(compareReports(elsewhere, before)));
    const evil = { ...elsewhere, host: { ...elsewhere.host, label: '[a](b) <img> **c**' } };
    const [head] = comparisonMarkdown(compareReports(evil, before)).split('\n');
    assert.equal(head, '# TIME_WAIT: \\[a\\](b) \\<img\\> \\*\\*c\\*\\* ⟷ web1');
  });
});
