import assert from 'node:assert/strict';
import { orphanLimit as rule } from '../../../../../src/core/rules/live/orphanLimit.ts';
import type { Finding } from '../../../../../src/core/model/finding.ts';
import { evidence, readings } from '../../../../support/evidence.ts';

function judge(orphans: number, lines?: string, aborted?: number): readonly Finding[] {
  const name = 'TcpExt.TCPAbortOnMemory';
  const counters = readings(
    { 'sockstat.TCP.orphan': orphans, [name]: 5 + (aborted ?? 0) },
    aborted === undefined ? undefined : { [name]: 5 },
  );
  return rule.evaluate(evidence({ ...(lines !== undefined && { lines }), counters }));
}

describe('orphan-limit', () => {
  it('says nothing below half of the limit, nor of resets before the last inspection', () => {
    assert.deepEqual(judge(499, 'tcp_max_orphans = 1000', 0), []);
    assert.deepEqual(judge(0), []);
  });

  it('says nothing where the limit is not known, as in a container', () => {
    assert.deepEqual(judge(100_000), []);
  });

  it('warns from half of the limit on', () => {
    const [finding] = judge(500, 'tcp_max_orphans = 1000');
    assert.equal(finding?.title, 'Orphaned sockets have reached 50 % of their limit: 500 of 1,000.');
    assert.deepEqual([finding.severity, finding.section], ['warning', 'orphaned-sockets']);
  });

  it('warns of connections that were reset', () => {
    const [finding] = judge(1, undefined, 3);
    assert.match(finding?.title ?? '', /^The kernel has reset 3 connections/);
  });
});
