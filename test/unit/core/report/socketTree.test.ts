import assert from 'node:assert/strict';
import fc from 'fast-check';
import { aggregate } from '../../../../src/core/aggregate/aggregate.ts';
import { SocketTree, type TreeSelection } from '../../../../src/core/report/socketTree.ts';
import type { TreeRow } from '../../../../src/core/report/treeRow.ts';
import { arbitrarySockets } from '../../../support/arbitraries.ts';
import { running } from '../../../support/judging.ts';
import { smallRows } from '../../../support/smallHost.ts';
import { onPorts, socketTable, timeWait, type SocketRow } from '../../../support/sockets.ts';

function treeOf(rows: readonly SocketRow[], lines = 'ip_local_port_range = 40000 40009'): SocketTree {
  const table = socketTable(rows, { acceptQueueLimit: true });
  return new SocketTree(table, aggregate(table, running(lines), undefined));
}

function groups(tree: SocketTree, parent: string, offset = 0, limit = 100): readonly TreeRow[] {
  const selection = tree.select(parent, offset, limit);
  assert.equal(selection?.kind, 'groups');
  return selection.rows;
}

function sockets(
  tree: SocketTree,
  parent: string,
  offset = 0,
  limit = 100,
): Extract<TreeSelection, { kind: 'sockets' }> {
  const selection = tree.select(parent, offset, limit);
  assert.equal(selection?.kind, 'sockets');
  return selection;
}

describe('SocketTree', () => {
  it('has the states that have sockets at its top, TIME_WAIT first, then by count', () => {
    const rows = treeOf(smallRows).roots();
    assert.deepEqual(
      rows.map(({ label, description, children }) => [label, description, children]),
      [
        ['TIME_WAIT', '12', 3],
        ['ESTABLISHED', '2', 2],
        ['LISTEN', '2', 2],
        ['FIN_WAIT2', '1', 1],
      ],
    );
    assert.equal(rows[0]?.accessibilityLabel, 'TIME_WAIT, 12 sockets');
    assert.match(rows[0].tooltip, /^TIME_WAIT: 12 sockets\nClosed, and this host closed first\./);
    assert.deepEqual(treeOf([]).roots(), []);
  });

  it('has listeners and destinations below a state, most sockets first', () => {
    const rows = groups(treeOf(smallRows), 'TIME_WAIT');
    assert.deepEqual(
      rows.map(({ kind, label, description, children, emphasis }) => [
        kind,
        label,
        description,
        children,
        emphasis,
      ]),
      [
        ['destination', '→ 10.0.0.9:5432', '8 · from 10.0.0.1 · 90 % of ports', 8, 'warning'],
        ['listener', '[::]:80', '3', 3, undefined],
        ['destination', '→ 10.0.0.7:443', '1 · from 10.0.0.1', 1, undefined],
      ],
    );
    assert.match(
      rows[0]?.tooltip ?? '',
      /In all states this destination uses 90 % of the usable local ports\.$/,
    );
    assert.match(rows[1]?.tooltip ?? '', /This host closed them first, as the server\.$/);
  });

  it('marks destinations as the rule does: from 80 %, and from 95 % on', () => {
    const lines = 'ip_local_port_range = 10000 10999';
    const emphasis = (count: number): string | undefined =>
      groups(
        treeOf(
          onPorts(10000, count, (port) => timeWait(`10.0.0.1:${port}`, '10.0.0.9:80')),
          lines,
        ),
        'TIME_WAIT',
      )[0]?.emphasis;
    assert.deepEqual([799, 800, 949, 950].map(emphasis), [undefined, 'warning', 'warning', 'error']);
  });

  it('marks CLOSE_WAIT from 50 sockets on', () => {
    const emphasis = (count: number): string | undefined =>
      treeOf(
        onPorts(1, count, (port): SocketRow => ({
          state: 'CLOSE_WAIT',
          local: '10.0.0.1:80',
          remote: `10.0.0.9:${port}`,
        })),
      ).roots()[0]?.emphasis;
    assert.deepEqual([emphasis(49), emphasis(50)], [undefined, 'warning']);
  });

  it('has sockets below a listener or destination, of that state only', () => {
    const tree = treeOf(smallRows);
    const [destination] = groups(tree, 'TIME_WAIT');
    assert.deepEqual(sockets(tree, destination?.id ?? '').rows, [6, 7, 8, 9, 10, 11, 12, 13]);
    const [open] = groups(tree, 'ESTABLISHED').filter(({ kind }) => kind === 'destination');
    assert.deepEqual(sockets(tree, open?.id ?? '').rows, [14]);
  });

  it('has listening sockets right below LISTEN, by port', () => {
    const tree = treeOf([
      { state: 'LISTEN', local: '0.0.0.0:443', inode: 1 },
      { state: 'LISTEN', local: '0.0.0.0:80', inode: 2 },
      { state: 'LISTEN', local: '127.0.0.1:443', inode: 3 },
    ]);
    assert.deepEqual(sockets(tree, 'LISTEN').rows, [1, 0, 2]);
    const { rows, total } = sockets(tree, 'LISTEN', 1, 1);
    assert.deepEqual([rows, total], [[0], 3]);
  });

  it('gives pages that put together are the whole', () => {
    const tree = treeOf(smallRows);
    const [destination] = groups(tree, 'TIME_WAIT');
    const id = destination?.id ?? '';
    const pages = [0, 3, 6, 9].map((offset) => sockets(tree, id, offset, 3));
    assert.deepEqual(
      pages.flatMap(({ rows }) => rows),
      sockets(tree, id).rows,
    );
    assert.ok(pages.every(({ total }) => total === 8));
    assert.deepEqual(
      [0, 2, 4].flatMap((offset) => groups(tree, 'TIME_WAIT', offset, 2).map(({ label }) => label)),
      groups(tree, 'TIME_WAIT').map(({ label }) => label),
    );
  });

  it('has the same ids in every snapshot', () => {
    const ids = (rows: readonly SocketRow[]): readonly string[] =>
      groups(treeOf(rows), 'TIME_WAIT')
        .map(({ id }) => id)
        .sort();
    assert.deepEqual(ids([...smallRows].reverse()), ids(smallRows));
  });

  it('knows no parent that is not in it', () => {
    const tree = treeOf(smallRows);
    for (const id of ['', 'nonsense', 'TIME_WAIT/l/0.0.0.0/81'])
      assert.equal(tree.select(id, 0, 10), undefined);
  });

  it('promises as many children as there are, and leads to every socket once', () => {
    fc.assert(
      fc.property(arbitrarySockets, (rows) => {
        const tree = treeOf(rows);
        const found = tree.roots().flatMap((state) => {
          const below = tree.select(state.id, 0, 1000);
          assert.equal(below?.total, state.children);
          if (below.kind === 'sockets') return below.rows;
          return below.rows.flatMap((group) => {
            const selection = sockets(tree, group.id, 0, 1000);
            assert.equal(selection.total, group.children);
            return selection.rows;
          });
        });
        assert.deepEqual(
          [...found].sort((a, b) => a - b),
          rows.map((_, row) => row),
        );
      }),
    );
  });
});
