import assert from 'node:assert/strict';
import fc from 'fast-check';
import { groupings, sortOrders } from '../../../../src/core/model/treeShape.ts';
import { socketKey } from '../../../../src/core/tree/treeIds.ts';
import { arbitrarySockets } from '../../../support/arbitraries.ts';
import { smallRows } from '../../../support/smallHost.ts';
import { connected, onPorts, socketTable, timeWait, type SocketRow } from '../../../support/sockets.ts';
import { everySocket, groups, sockets, treeOf } from '../../../support/trees.ts';

describe('SocketTree', () => {
  it('has the states that have sockets at its top, TIME_WAIT first, then by count', () => {
    const rows = groups(treeOf(smallRows));
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
    assert.match(rows[0].tooltip ?? '', /^TIME_WAIT: 12 sockets\nClosed, and this host closed first\./);
    assert.deepEqual(groups(treeOf([])), []);
  });

  it('has listeners and destinations below a state, most sockets first', () => {
    const rows = groups(treeOf(smallRows), 'TIME_WAIT');
    assert.deepEqual(
      rows.map(({ kind, state, label, description, children, emphasis }) => [
        kind,
        state,
        label,
        description,
        children,
        emphasis,
      ]),
      [
        ['destination', 'TIME_WAIT', '→ 10.0.0.9:5432', '8 · 90 % of ports · from 10.0.0.1', 8, 'warning'],
        ['listener', 'TIME_WAIT', '[::]:80', '3', 3, undefined],
        ['destination', 'TIME_WAIT', '→ 10.0.0.7:443', '1 · from 10.0.0.1', 1, undefined],
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
          connected(10000, 1000, count, (port) => timeWait(`10.0.0.1:${port}`, '10.0.0.9:80', 20)),
          { lines },
        ),
        'TIME_WAIT',
      )[0]?.emphasis;
    assert.deepEqual([799, 800, 949, 950].map(emphasis), [undefined, 'warning', 'warning', 'error']);
  });

  it('marks CLOSE_WAIT as the rule does: from 50 sockets of one listener on', () => {
    const emphasis = (count: number): string | undefined =>
      groups(
        treeOf([
          { state: 'LISTEN', local: '10.0.0.1:80' },
          ...onPorts(1, count, (port): SocketRow => ({
            state: 'CLOSE_WAIT',
            local: '10.0.0.1:80',
            remote: `10.0.0.9:${port}`,
          })),
        ]),
      )[0]?.emphasis;
    assert.deepEqual([49, 50, 1000].map(emphasis), [undefined, 'warning', 'error']);
  });

  it('has sockets below a listener or destination, of that state only', () => {
    const tree = treeOf(smallRows);
    const [destination, listener] = groups(tree, 'TIME_WAIT');
    const below = sockets(tree, destination?.id ?? '');
    assert.deepEqual([below.rows, below.named], [[6, 7, 8, 9, 10, 11, 12, 13], 'remote']);
    assert.equal(sockets(tree, listener?.id ?? '').named, 'local');
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
    for (const parent of ['', 'TIME_WAIT'])
      assert.deepEqual(
        [0, 2, 4].flatMap((offset) => groups(tree, parent, offset, 2).map(({ label }) => label)),
        groups(tree, parent).map(({ label }) => label),
      );
  });

  it('has the same ids in every snapshot, in every grouping', () => {
    for (const grouping of groupings) {
      const ids = (rows: readonly SocketRow[]): readonly string[] =>
        groups(treeOf(rows, { grouping }))
          .map(({ id }) => id)
          .sort();
      assert.deepEqual(ids([...smallRows].reverse()), ids(smallRows));
    }
  });

  it('knows no parent that is not in it', () => {
    const tree = treeOf(smallRows);
    for (const id of ['nonsense', 'TIME_WAIT/l:0.0.0.0:81', 'LISTEN/l:0.0.0.0:80', 'TIME_WAIT/', '/'])
      assert.equal(tree.select(id, 0, 10), undefined, id);
  });

  it('promises as many children as there are and leads to every socket once, whatever its shape', () => {
    const owners = new Map([[5, [{ pid: 1, name: 'x' }]]]);
    const shape = fc.record({
      grouping: fc.constantFrom(...groupings),
      sort: fc.constantFrom(...sortOrders),
    });
    fc.assert(
      fc.property(arbitrarySockets, shape, (rows, { grouping, sort }) => {
        const tree = treeOf(rows, { grouping, sort, owners });
        const all = rows.map((_, row) => row);
        assert.equal(tree.size, rows.length);
        assert.deepEqual(
          [...everySocket(tree)].sort((a, b) => a - b),
          all,
        );
        assert.deepEqual([...tree.rows([])].sort(), all);
      }),
    );
  });

  it('has only what its filter lets through', () => {
    const filter = Uint8Array.from(smallRows, (_, row) => row % 2);
    for (const grouping of groupings) {
      const tree = treeOf(smallRows, { grouping, filter });
      assert.deepEqual(
        [...everySocket(tree)].sort((a, b) => a - b),
        [...filter.keys()].filter((row) => row % 2 === 1),
        grouping,
      );
    }
  });

  it('gives the sockets below several rows, each once', () => {
    const tree = treeOf(smallRows);
    const [destination] = groups(tree, 'TIME_WAIT');
    assert.deepEqual([...tree.rows(['LISTEN', 'LISTEN', 'FIN_WAIT2'])], [0, 1, 16]);
    assert.equal(tree.rows(['TIME_WAIT', destination?.id ?? '']).length, 12);
    const socket = `TIME_WAIT/x/${socketKey(socketTable(smallRows), 7)}`;
    assert.deepEqual([...tree.rows([socket, 'FIN_WAIT2'])], [7, 16]);
    assert.equal(tree.rows(['nonsense']).length, 0);
  });
});
