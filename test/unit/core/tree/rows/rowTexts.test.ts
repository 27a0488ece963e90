import assert from 'node:assert/strict';
import type { SocketOwners } from '../../../../../src/core/model/processes.ts';
import { rowLines, rowsJson } from '../../../../../src/core/tree/rows/rowTexts.ts';
import { socketKey } from '../../../../../src/core/tree/treeIds.ts';
import { smallRows } from '../../../../support/smallHost.ts';
import { socketTable } from '../../../../support/sockets.ts';
import { groups, treeOf } from '../../../../support/trees.ts';

const table = socketTable(smallRows, ['acceptQueueLimit']);
const owners: SocketOwners = new Map([[8, [{ pid: 3, name: 'a\tb\nc' }]]]);
const tree = treeOf(smallRows, { grouping: 'destination' });
const [database] = groups(tree);
const id = (row: number): string => `anything/${socketKey(table, row)}`;

describe('rows as text', () => {
  it('are lines as ss has them, with nothing in them that begins a cell or a line', () => {
    assert.deepEqual(
      rowLines([{ tree, table, ids: [id(14), id(0), database?.id ?? '', 'gone'], owners }]).split('\n'),
      [
        'ESTABLISHED\t0\t7\t10.0.0.1:40008\t10.0.0.9:5432\ta b c (3)',
        'LISTEN\t2\t128\t[::]:80\t[::]:0',
        '→ 10.0.0.9:5432\t9 · 90 % of ports · 8 TIME_WAIT · from 10.0.0.1',
      ],
    );
  });

  it('are JSON: one object, or an array of several', () => {
    const group = {
      group: 'destination',
      label: '→ 10.0.0.9:5432',
      local: '10.0.0.1',
      remote: '10.0.0.9:5432',
      sockets: 9,
      states: { ESTABLISHED: 1, TIME_WAIT: 8 },
    };
    assert.deepEqual(JSON.parse(rowsJson([{ tree, table, ids: [database?.id ?? ''], owners }])), group);
    const [socket, same] = JSON.parse(
      rowsJson([{ tree, table, ids: [id(14), database?.id ?? ''], owners }]),
    ) as unknown[];
    assert.deepEqual(same, group);
    assert.deepEqual(socket, {
      state: 'ESTABLISHED',
      local: { address: '10.0.0.1', port: 40008 },
      remote: { address: '10.0.0.9', port: 5432 },
      receiveQueue: 0,
      sendQueue: 7,
      timer: 'none',
      timerMs: 0,
      uid: 0,
      inode: 8,
      processes: [{ pid: 3, name: 'a\tb\nc' }],
      protocol: 'tcp',
    });
  });
});
