import assert from 'node:assert/strict';
import { finWaitHeld as rule } from '../../../../../src/core/rules/live/finWaitHeld.ts';
import type { SocketOwners } from '../../../../../src/core/model/processes.ts';
import type { RuleInput } from '../../../../../src/core/rules/rule.ts';
import { evidence } from '../../../../support/evidence.ts';
import { onPorts, type SocketRow } from '../../../../support/sockets.ts';

function held(count: number, inode = 1000): SocketRow[] {
  return onPorts(40000, count, (port) => ({
    state: 'FIN_WAIT2',
    local: `10.0.0.1:${port}`,
    remote: '10.0.0.9:80',
    inode: inode === 0 ? 0 : inode + port,
  }));
}

describe('fin-wait-held', () => {
  it('says nothing below 50, and nothing of orphans', () => {
    assert.deepEqual(rule.evaluate(evidence({ rows: held(49) })), []);
    assert.deepEqual(rule.evaluate(evidence({ rows: held(500, 0) })), []);
    assert.deepEqual(rule.evaluate(evidence({ rows: [...held(49), ...held(49, 0)] })), []);
  });

  it('names who holds them', () => {
    const owners: SocketOwners = new Map(
      onPorts(41000, 50, (port) => port as never).map((inode) => [Number(inode), [{ pid: 7, name: 'pool' }]]),
    );
    const [named, more] = rule.evaluate(evidence({ rows: held(50), owners }));
    assert.equal(named?.title, 'pool (process 7) holds 50 connections in FIN_WAIT2.');
    assert.deepEqual([named.severity, named.section, more], ['information', 'fin-wait-2-pile-up', undefined]);
    const [unknown] = rule.evaluate(evidence({ rows: held(50) }));
    assert.match(unknown?.title ?? '', /^A program that connects to 10\.0\.0\.9:80 holds 50/);
  });

  it('asks for the owners only once there is a pile', () => {
    const wanted = (input: RuleInput): number => rule.ownersWanted?.(input).length ?? -1;
    assert.equal(wanted(evidence({ rows: held(49) })), 0);
    assert.equal(wanted(evidence({ rows: held(50) })), 50);
    assert.equal(wanted({}), 0);
  });
});
