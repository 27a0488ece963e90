import assert from 'node:assert/strict';
import { aggregate } from '../../../../src/core/aggregate/aggregate.ts';
import type { Finding } from '../../../../src/core/model/finding.ts';
import { withoutContradictions } from '../../../../src/core/rules/contradictions.ts';
import { setFix } from '../../../../src/core/rules/parameterRule.ts';
import { running } from '../../../support/judging.ts';
import { socketTable } from '../../../support/sockets.ts';

const reuse = 'net.ipv4.tcp_tw_reuse';

function finding(rule: string, key?: string, value?: number): Finding {
  const words = { title: 'T.', explanation: 'E.', evidence: [], remedies: [], section: 's' };
  const head = { rule, severity: 'warning', subject: { kind: 'host' } } as const;
  return { ...head, ...words, ...(key !== undefined && { fixes: [setFix(key, value ?? 0)] }) };
}

const rulesOf = (findings: readonly Finding[]): readonly string[] => findings.map(({ rule }) => rule);

describe('withoutContradictions', () => {
  it('leaves out a finding whose fix undoes that of a worse one, and no other', () => {
    const all = [
      finding('a', reuse, 1),
      finding('b'),
      finding('c', reuse, 2),
      finding('d', reuse, 1),
      finding('e', 'net.ipv4.tcp_timestamps', 0),
    ];
    assert.deepEqual(rulesOf(withoutContradictions(all, undefined)), ['a', 'b', 'd', 'e']);
  });

  it('never takes tcp_tw_reuse = 1 from a destination that lives on it, and is not on loopback', () => {
    const judged = (local: string, remote: string, value: number, timestamps = 1): readonly string[] => {
      const row = { state: 'TIME_WAIT', timer: 'timewait', timerMs: 30_000 } as const;
      const table = socketTable([{ ...row, local: `${local}:40000`, remote: `${remote}:443` }]);
      const lines = running(
        `ip_local_port_range = 32768 60999\ntcp_timestamps = ${timestamps}\ntcp_tw_reuse = ${value}`,
      );
      const sockets = { table, aggregation: aggregate(table, lines, undefined) };
      return rulesOf(withoutContradictions([finding('a', reuse, 2)], sockets));
    };
    assert.deepEqual(judged('10.0.0.1', '10.0.0.9', 1), []);
    assert.deepEqual(judged('10.0.0.1', '10.0.0.9', 1, 0), [], 'it will live on it once timestamps are on');
    assert.deepEqual(judged('127.0.0.1', '127.0.0.9', 1), ['a']);
    assert.deepEqual(judged('10.0.0.1', '10.0.0.9', 0), ['a']);
  });
});
