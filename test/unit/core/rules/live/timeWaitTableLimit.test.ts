import assert from 'node:assert/strict';
import type { Finding } from '../../../../../src/core/model/finding.ts';
import { timeWaitTableLimit as rule } from '../../../../../src/core/rules/live/timeWaitTableLimit.ts';
import { sourceText } from '../../../../../src/core/report/findings/sourceText.ts';
import { evidence, readings } from '../../../../support/evidence.ts';

interface Case {
  readonly count: number;
  readonly limit?: number;
  readonly overflowed?: number;
  readonly before?: number;
}

function judge({ count, limit = 1000, overflowed = 0, before }: Case): Finding | undefined {
  const name = 'TcpExt.TCPTimeWaitOverflow';
  const counters = readings(
    { 'sockstat.TCP.tw': count, [name]: overflowed },
    before === undefined ? undefined : { [name]: before },
  );
  const findings = rule.evaluate(evidence({ lines: `tcp_max_tw_buckets = ${limit}`, counters }));
  assert.ok(findings.length <= 1);
  return findings[0];
}

describe('time-wait-table-limit', () => {
  it('says nothing below 80 % where nothing was skipped', () => {
    assert.equal(judge({ count: 0 }), undefined);
    assert.equal(judge({ count: 799 }), undefined);
    assert.equal(judge({ count: 799, before: 0 }), undefined);
  });

  it('warns from 80 % on', () => {
    const finding = judge({ count: 800 });
    assert.deepEqual(
      [finding?.severity, finding?.section, finding?.subject],
      ['warning', 'time-wait-table-limit', { kind: 'parameter', key: 'net.ipv4.tcp_max_tw_buckets' }],
    );
    assert.equal(finding?.title, 'The TIME_WAIT table is 80 % full: 800 of 1,000.');
    assert.deepEqual(
      finding.evidence.map(({ label, value, source }) => [label, value, sourceText(source)]),
      [
        ['TIME_WAIT sockets', '800 (80 % of the limit)', '/proc/net/sockstat: TCP tw'],
        ['Limit', '1,000', '/proc/sys/net/ipv4/tcp_max_tw_buckets'],
        [
          'Closed without TIME_WAIT',
          '0 since the network namespace was created',
          '/proc/net/netstat: TCPTimeWaitOverflow',
        ],
        ['Sustainable closes per second', '17', 'limit / 60 s'],
      ],
    );
    assert.match(finding.remedies[0] ?? '', /^Raise net\.ipv4\.tcp_max_tw_buckets/);
  });

  it('warns that the limit was passed', () => {
    const finding = judge({ count: 1000, overflowed: 5 });
    assert.equal(finding?.severity, 'warning');
    assert.equal(
      finding.title,
      'The TIME_WAIT table is over its limit: 1,000 of 1,000, 5 sockets have skipped TIME_WAIT.',
    );
  });

  it('says how many skipped TIME_WAIT in the last 10 s', () => {
    const finding = judge({ count: 1000, overflowed: 5, before: 4 });
    assert.match(finding?.title ?? '', /5 sockets have skipped TIME_WAIT\. 1 in the last 10 s\.$/);
    assert.equal(
      finding?.evidence[2]?.value,
      '5 since the network namespace was created, 1 in the last 10 s',
    );
  });

  it('warns of what was skipped in the last 10 s though there is room again', () => {
    const finding = judge({ count: 100, overflowed: 7, before: 6 });
    assert.equal(finding?.severity, 'warning');
    assert.equal(
      finding.title,
      'The TIME_WAIT table was full: 1 socket has skipped TIME_WAIT in the last 10 s.',
    );
    assert.match(finding.explanation, /The table is 10 % full now\.$/);
  });

  it('does not call a table over its limit that only was so once', () => {
    for (const before of [undefined, 5]) {
      const finding = judge({ count: 850, overflowed: 5, ...(before !== undefined && { before }) });
      assert.equal(finding?.severity, 'warning');
      assert.equal(finding.title, 'The TIME_WAIT table is 85 % full: 850 of 1,000.');
    }
  });

  it('is information where the counter stands still and there is room', () => {
    for (const before of [undefined, 1]) {
      const finding = judge({ count: 100, overflowed: 1, ...(before !== undefined && { before }) });
      assert.equal(finding?.severity, 'information');
      assert.equal(finding.title, '1 socket has skipped TIME_WAIT because its table was full at some point.');
    }
  });

  it('is not asked of a limit that switches TIME_WAIT off', () => {
    assert.equal(judge({ count: 10, limit: 0, overflowed: 10 }), undefined);
    assert.equal(judge({ count: 10, limit: -1, overflowed: 10 }), undefined);
  });

  it('has nothing to say where the limit or the count is not known', () => {
    const counters = readings({ 'sockstat.TCP.tw': 10 });
    assert.deepEqual(rule.evaluate(evidence({ lines: '', counters })), []);
    assert.deepEqual(
      rule.evaluate(evidence({ lines: 'tcp_max_tw_buckets = 10', counters: readings({}) })),
      [],
    );
    assert.deepEqual(rule.evaluate({}), []);
  });
});
