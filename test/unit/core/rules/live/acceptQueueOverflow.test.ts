import assert from 'node:assert/strict';
import type { Finding } from '../../../../../src/core/model/finding.ts';
import { acceptQueueOverflow as rule } from '../../../../../src/core/rules/live/acceptQueueOverflow.ts';
import { sourceText } from '../../../../../src/core/report/findings/sourceText.ts';
import { evidence, readings, type Evidence } from '../../../../support/evidence.ts';
import type { SocketRow } from '../../../../support/sockets.ts';

const calm = readings({ 'TcpExt.ListenOverflows': 0, 'TcpExt.ListenDrops': 0 });
const listener = (waiting: number, acceptQueueLimit?: number): SocketRow => ({
  state: 'LISTEN',
  local: '[::]:8080',
  inode: 77,
  receiveQueue: waiting,
  ...(acceptQueueLimit !== undefined && { acceptQueueLimit }),
});

function judge(more: Evidence): readonly Finding[] {
  return rule.evaluate(evidence({ rows: [], counters: calm, ...more }));
}

describe('accept-queue-overflow', () => {
  it('finds a queue full that holds one more than its limit', () => {
    const full = [127, 128, 129, 200].map((waiting) => judge({ rows: [listener(waiting, 128)] }).length);
    assert.deepEqual(full, [0, 0, 1, 1]);
    assert.equal(judge({ rows: [listener(0, 0)] }).length, 0);
    assert.equal(judge({ rows: [listener(1, 0)] }).length, 1);
  });

  it('names the listener, and the evidence with its sources', () => {
    const counters = readings(
      { 'TcpExt.ListenOverflows': 12, 'TcpExt.ListenDrops': 15 },
      { 'TcpExt.ListenOverflows': 10, 'TcpExt.ListenDrops': 15 },
    );
    const [finding, more] = judge({ rows: [listener(129, 128)], counters });
    assert.ok(finding !== undefined && more === undefined);
    assert.deepEqual(
      [finding.severity, finding.side, finding.section],
      ['warning', 'server', 'accept-queue-overflow'],
    );
    assert.deepEqual(finding.subject, { kind: 'listener', address: '::', port: 8080 });
    assert.equal(finding.title, 'The accept queue of [::]:8080 is full: 129 connections wait for accept().');
    assert.deepEqual(
      finding.evidence.map(({ label, value, source }) => [label, value, sourceText(source)]),
      [
        ['Waiting for accept()', '129', 'listening socket'],
        ['Queue limit', '128 (holds one more)', 'listening socket'],
        ['ListenOverflows', '12 in total, 2 in the last 10 s', '/proc/net/netstat: ListenOverflows'],
        ['ListenDrops', '15 in total, 0 in the last 10 s', '/proc/net/netstat: ListenDrops'],
      ],
    );
    assert.match(finding.remedies[1] ?? '', /net\.core\.somaxconn/);
  });

  it('names the process where it is known', () => {
    const [finding] = judge({
      rows: [listener(6, 5)],
      owners: new Map([[77, [{ pid: 9, name: 'java' }]]]),
    });
    assert.match(finding?.title ?? '', /^The accept queue of \[::\]:8080 of java \(process 9\) is full/);
  });

  it('asks for the owners of full queues only', () => {
    const wanted = (waiting: number): readonly number[] =>
      rule.ownersWanted?.(evidence({ rows: [listener(waiting, 5)] })) ?? [];
    assert.deepEqual([wanted(5), wanted(6)], [[], [77]]);
  });

  it('goes by somaxconn where the source does not tell the limit', () => {
    const lines = 'net.core.somaxconn = 4096';
    assert.equal(judge({ rows: [listener(4096)], lines }).length, 0);
    const [finding] = judge({ rows: [listener(4097)], lines });
    assert.deepEqual(finding?.evidence[1]?.source, { kind: 'parameter', key: 'net.core.somaxconn' });
    assert.equal(finding.evidence[1].value, 'at most 4,096 (holds one more)');
    assert.equal(judge({ rows: [listener(4097)], lines: '' }).length, 0);
    assert.equal(judge({ rows: [listener(4097)] }).length, 0);
  });

  it('looks at each of several listening sockets of a port', () => {
    assert.equal(judge({ rows: [listener(6, 5), listener(1, 5), listener(7, 5)] }).length, 2);
  });

  it('warns of overflows in the last 10 s', () => {
    const counters = readings({ 'TcpExt.ListenOverflows': 11 }, { 'TcpExt.ListenOverflows': 10 });
    const [finding] = judge({ counters });
    assert.deepEqual(
      [finding?.severity, finding?.subject, finding?.title],
      ['warning', { kind: 'host' }, 'An accept queue overflowed 1 time in the last 10 s.'],
    );
  });

  it('informs of overflows at some time', () => {
    for (const earlier of [undefined, { 'TcpExt.ListenOverflows': 1200 }]) {
      const [finding] = judge({ counters: readings({ 'TcpExt.ListenOverflows': 1200 }, earlier) });
      assert.deepEqual(
        [finding?.severity, finding?.title],
        ['information', 'An accept queue overflowed 1,200 times since the network namespace was created.'],
      );
    }
  });

  it('says nothing where nothing overflowed', () => {
    assert.deepEqual(judge({}), []);
    assert.deepEqual(judge({ counters: readings({}) }), []);
    assert.deepEqual(rule.evaluate({}), []);
  });
});
