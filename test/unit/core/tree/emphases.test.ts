import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Finding } from '../../../../src/core/model/finding.ts';
import { evaluate } from '../../../../src/core/rules/evaluate.ts';
import { liveRules } from '../../../../src/core/rules/liveRules.ts';
import { Emphases, type Marking } from '../../../../src/core/tree/emphases.ts';
import { evidence } from '../../../support/evidence.ts';
import { connected, onPorts, timeWait, type SocketRow } from '../../../support/sockets.ts';
import { groups, treeOf } from '../../../support/trees.ts';

const lines = 'ip_local_port_range = 10000 10999\ntcp_tw_reuse = 1';
const closed = (count: number, secondsAgo: number): readonly SocketRow[] =>
  connected(10000, 1000, count, (port) => timeWait(`10.0.0.1:${port}`, '10.0.0.9:80', secondsAgo));

function finding(more: Partial<Marking>): Marking {
  return { severity: 'warning', subject: { kind: 'host' }, ...more };
}

describe('emphasis', () => {
  it('is that of the finding where tcp_tw_reuse gives ports back: full, and nothing to worry about', () => {
    for (const [count, secondsAgo, severity, emphasis] of [
      [1000, 20, 'information', undefined],
      [1000, 0, 'error', 'error'],
      [900, 0, 'warning', 'warning'],
    ] as const) {
      const rows = closed(count, secondsAgo);
      const [found] = evaluate(liveRules, evidence({ rows, lines })).findings.filter(
        ({ rule }) => rule === 'ephemeral-port-exhaustion',
      );
      assert.equal(found?.severity, severity);
      assert.equal(groups(treeOf(rows, { lines }), 'TIME_WAIT')[0]?.emphasis, emphasis);
    }
  });

  it('of a destination is the severity of its finding, whatever was closed and when', () => {
    fc.assert(
      fc.property(fc.integer({ min: 700, max: 1000 }), fc.integer({ min: 0, max: 1000 }), (count, old) => {
        const rows = [...closed(count, 0).slice(Math.min(old, count)), ...closed(Math.min(old, count), 20)];
        const findings: readonly Finding[] = evaluate(liveRules, evidence({ rows, lines })).findings;
        const severity = findings.find(({ subject }) => subject.kind === 'destination')?.severity;
        const [row] = groups(treeOf(rows, { lines, grouping: 'destination' }));
        assert.equal(row?.emphasis, severity === 'error' || severity === 'warning' ? severity : undefined);
      }),
      { numRuns: 30 },
    );
  });

  it('reaches the destinations that a finding about many only counts', () => {
    const many = Array.from({ length: 13 }, (_, at) =>
      onPorts(10000, 850, (port) => timeWait(`10.0.0.1:${port}`, `10.0.1.${at}:80`, 0)),
    ).flat();
    const rows = groups(treeOf(many, { lines, grouping: 'destination' }));
    assert.deepEqual(new Set(rows.map(({ emphasis }) => emphasis)), new Set(['warning']));
    assert.equal(rows.length, 13);
  });

  it('is in the states that the finding is about, and in sockets of several states', () => {
    const subject = { kind: 'listener', address: '::ffff:10.0.0.1', port: 80 } as const;
    const emphases = new Emphases([finding({ subject, states: ['CLOSE_WAIT'] })]);
    const same = { ...subject, address: '10.0.0.1' };
    assert.equal(emphases.of(same, 'CLOSE_WAIT'), 'warning');
    assert.equal(emphases.of(same), 'warning');
    assert.equal(emphases.of(same, 'ESTABLISHED'), undefined);
    assert.equal(emphases.of({ ...same, port: 81 }), undefined);
    assert.equal(emphases.ofState('CLOSE_WAIT'), 'warning');
    assert.equal(emphases.ofState('ESTABLISHED'), undefined);
  });

  it('is the worst of several findings, and none of what is only worth knowing', () => {
    const subject = { kind: 'process', name: 'nginx', pids: [3, 4] } as const;
    const emphases = new Emphases([
      finding({ subject }),
      finding({ subject, severity: 'error' }),
      finding({ subject: { ...subject, pids: [9] }, severity: 'information' }),
    ]);
    assert.equal(emphases.of({ ...subject, pids: [4] }), 'error');
    assert.equal(emphases.of({ ...subject, pids: [9] }), undefined);
  });
});
