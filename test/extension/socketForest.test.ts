import assert from 'node:assert/strict';
import { CancellationTokenSource, TreeItem } from 'vscode';
import { childrenRequest, explainRequest, type ChildrenResult } from '../../src/core/protocol/inspection.ts';
import type { TreeRow } from '../../src/core/protocol/viewModels.ts';
import { usualShape } from '../../src/core/model/treeShape.ts';
import type { ShownSockets } from '../../src/extension/views/shownSockets.ts';
import { SocketForest, type ForestNode } from '../../src/extension/views/socketForest.ts';
import { SocketRows } from '../../src/extension/views/socketRows.ts';
import { answer, answering } from '../support/answering.ts';

function row(id: string, children = 0): TreeRow {
  const text = { label: id, description: '', tooltip: `about ${id}`, accessibilityLabel: id };
  return { id, kind: 'state', state: 'TIME_WAIT', ...text, children };
}

function shown(inspection: string, roots: readonly TreeRow[]): ShownSockets {
  return { inspection, shape: usualShape, roots, rootCount: roots.length, notes: [] };
}

/** A tree with a row TIME_WAIT that has one below it. */
function tree(host: string): SocketRows {
  const made = new SocketRows(
    host,
    answering(
      answer(childrenRequest, ({ offset }): ChildrenResult => ({
        kind: 'page',
        rows: offset === 0 ? [row('below')] : [],
        total: 2,
      })),
      answer(explainRequest, () => ({ kind: 'stale' })),
    ),
    () => undefined,
  );
  made.show(shown(`${host}#1`, [row('TIME_WAIT', 2)]));
  return made;
}

describe('the trees of several hosts', () => {
  const forest = new SocketForest((host) => {
    const item = new TreeItem(host);
    item.id = host;
    return item;
  });
  const changed: (ForestNode | undefined)[] = [];
  forest.onDidChangeTreeData((node) => changed.push(node));
  const trees = ['local', 'ssh:web1'].map(tree);

  async function ids(parent?: ForestNode): Promise<readonly (string | undefined)[]> {
    const found: (string | undefined)[] = [];
    for (const node of await forest.getChildren(parent)) found.push((await forest.getTreeItem(node)).id);
    return found;
  }

  it('have no level for the hosts where there is one', async () => {
    forest.plant(trees[0] as SocketRows);
    assert.deepEqual(await ids(), ['local TIME_WAIT']);
    const [state] = await forest.getChildren();
    assert.ok(state);
    assert.equal(forest.getParent(state), undefined);
  });

  it('have one where there are more, and ids that are the same for no two rows', async () => {
    forest.plant(trees[1] as SocketRows);
    assert.deepEqual(await ids(), ['local', 'ssh:web1']);
    const [, web1] = await forest.getChildren();
    const [state] = await forest.getChildren(web1);
    assert.ok(state);
    assert.equal((await forest.getTreeItem(state)).id, 'ssh:web1 TIME_WAIT');
    assert.equal(forest.getParent(state), web1);
    assert.deepEqual(await ids(state), ['ssh:web1 below', 'more:ssh:web1 TIME_WAIT']);
    const { token } = new CancellationTokenSource();
    const resolved = await forest.resolveTreeItem(new TreeItem(''), state, token);
    assert.equal(resolved?.tooltip, 'about TIME_WAIT');
  });

  it('change one by one', async () => {
    const [local, web1] = await forest.getChildren();
    changed.length = 0;
    trees[1]?.show(shown('2', []));
    forest.redraw('local');
    assert.deepEqual(changed, [web1, local]);
    forest.fell('ssh:web1');
    assert.deepEqual(await ids(), ['local TIME_WAIT']);
    assert.equal(changed.at(-1), undefined);
  });
});
