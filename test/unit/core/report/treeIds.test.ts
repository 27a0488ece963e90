import assert from 'node:assert/strict';
import fc from 'fast-check';
import { aggregate } from '../../../../src/core/aggregate/aggregate.ts';
import type { Aggregation } from '../../../../src/core/aggregate/aggregation.ts';
import type { SocketTable } from '../../../../src/core/model/socketTable.ts';
import { TcpState, tcpStates } from '../../../../src/core/model/tcpState.ts';
import {
  groupId,
  parseParentId,
  socketId,
  stateId,
  type ParentId,
} from '../../../../src/core/report/treeIds.ts';
import { arbitrarySockets } from '../../../support/arbitraries.ts';
import { smallRows } from '../../../support/smallHost.ts';
import { socketTable, type SocketRow } from '../../../support/sockets.ts';

function fold(rows: readonly SocketRow[]): { table: SocketTable; aggregation: Aggregation } {
  const table = socketTable(rows);
  return { table, aggregation: aggregate(table, new Map(), undefined) };
}

function idsOf(rows: readonly SocketRow[]): Set<string> {
  const { table, aggregation } = fold(rows);
  const groups = Array.from({ length: aggregation.groups.size }, (_, group) => group);
  return new Set(
    groups.map((group) => groupId(TcpState.TIME_WAIT, group, aggregation.groups, table.addresses)),
  );
}

const { table, aggregation } = fold(smallRows);
const parse = (id: string): ParentId | undefined => parseParentId(id, aggregation.groups, table.addresses);

describe('ids of tree rows', () => {
  it('say what a row is', () => {
    assert.equal(stateId(TcpState.TIME_WAIT), 'TIME_WAIT');
    assert.ok(idsOf(smallRows).has('TIME_WAIT/l/0.0.0.0/80'));
    assert.ok(idsOf(smallRows).has('TIME_WAIT/d/0.0.ffff.a000001/0.0.ffff.a000009/5432'));
    assert.equal(socketId('LISTEN', table, 0), 'LISTEN/s/0.0.0.0/0.0.0.0/80/0/5');
  });

  it('are the same in every snapshot, whatever stands before the row', () => {
    assert.deepEqual(idsOf([...smallRows].reverse()), idsOf(smallRows));
  });

  it('tell apart listening sockets that share a port', () => {
    const shared = fold([
      { state: 'LISTEN', local: '0.0.0.0:80', inode: 5 },
      { state: 'LISTEN', local: '0.0.0.0:80', inode: 6 },
    ]);
    assert.notEqual(socketId('LISTEN', shared.table, 0), socketId('LISTEN', shared.table, 1));
  });

  it('can be looked up again, whatever the sockets', () => {
    fc.assert(
      fc.property(arbitrarySockets, fc.constantFrom(...tcpStates), (rows, state) => {
        const found = fold(rows);
        const { groups } = found.aggregation;
        for (let group = 0; group < groups.size; group++) {
          const id = groupId(state, group, groups, found.table.addresses);
          assert.deepEqual(parseParentId(id, groups, found.table.addresses), { kind: 'group', state, group });
        }
        assert.deepEqual(parseParentId(stateId(state), groups, found.table.addresses), {
          kind: 'state',
          state,
        });
      }),
    );
  });

  it('mean nothing where the thing is gone', () => {
    for (const id of idsOf([{ state: 'LISTEN', local: '[2001:db8::1]:80' }]))
      assert.equal(parse(id), undefined);
    for (const id of idsOf([{ state: 'ESTABLISHED', local: '10.0.0.1:1', remote: '10.0.0.9:5433' }])) {
      assert.equal(parse(id), undefined);
    }
  });

  it('are no others', () => {
    const destination = 'TIME_WAIT/d/0.0.ffff.a000001/0.0.ffff.a000009/5432';
    assert.equal(parse(destination)?.kind, 'group');
    const wrong = [
      '',
      'toString',
      '__proto__',
      'time_wait',
      'TIME_WAIT/',
      'TIME_WAIT/x',
      'TIME_WAIT/l',
      'TIME_WAIT/l/0.0.0.0',
      'TIME_WAIT/l/0.0.0.0/',
      'TIME_WAIT/l/0.0.0.0/080',
      'TIME_WAIT/l/0.0.0.0/80/1',
      'TIME_WAIT/l/0.0.0/80',
      'TIME_WAIT/l/0.0.0.zz/80',
      'TIME_WAIT/l//80',
      'TIME_WAIT/d/0.0.0.0/80',
      'TIME_WAIT/d/0.0.0.0/0.0.0.0/65616',
      destination.toUpperCase(),
      `${destination}/`,
      destination.replace('5432', '5432.0'),
    ];
    for (const id of wrong) assert.equal(parse(id), undefined, id);
  });

  it('are never thrown at', () => {
    const part = fc.constantFrom(
      'TIME_WAIT',
      'LISTEN',
      'l',
      'd',
      's',
      '0.0.0.0',
      '0.0.ffff.a000001',
      '80',
      '',
      '1e9',
    );
    const id = fc.oneof(
      fc.string(),
      fc.array(part).map((parts) => parts.join('/')),
    );
    fc.assert(
      fc.property(id, (any) => {
        const found = parse(any);
        if (found?.kind === 'group') {
          assert.equal(groupId(found.state, found.group, aggregation.groups, table.addresses), any);
        }
      }),
    );
  });
});
