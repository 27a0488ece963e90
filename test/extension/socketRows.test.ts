import assert from 'node:assert/strict';
import { CancellationTokenSource } from 'vscode';
import type { RowNode, SocketNode } from '../../src/extension/views/socketNode.ts';
import { allSockets } from '../../src/extension/views/shownSockets.ts';
import { SocketRows } from '../../src/extension/views/socketRows.ts';
import { ownKernelView, ssCounts, type Counts } from '../support/kernelCounts.ts';
import { here, Traffic } from '../support/traffic.ts';
import { DiagnosticsServer } from './support/diagnosticsServer.ts';
import { desktopReason } from './support/desktopReason.ts';
import { skipWhere } from '../support/skipWhere.ts';

/** The tree's state names as `ss` has them. */
const ssNames: Readonly<Record<string, string>> = {
  ESTABLISHED: 'ESTAB',
  TIME_WAIT: 'TIME-WAIT',
  CLOSE_WAIT: 'CLOSE-WAIT',
  FIN_WAIT2: 'FIN-WAIT-2',
};

describe('the socket tree', () => {
  let server: DiagnosticsServer;
  let tree: SocketRows;
  let stale = 0;
  const ends: (() => unknown)[] = [];

  before(async function () {
    skipWhere(this, desktopReason());
    const traffic = Traffic.start(here);
    ends.push(() => traffic.dispose());
    server = new DiagnosticsServer();
    ends.push(() => server[Symbol.asyncDispose]());
    tree = new SocketRows(
      'local',
      (type, params, token) => server.client.send(type, params, token),
      (isStale) => {
        if (isStale) stale++;
      },
    );
    await traffic.clientTimeWait({ count: 250, address: '127.0.20.1', port: 5001 });
    await traffic.serverTimeWait({ count: 30, address: '127.0.20.2', port: 5002 });
    await traffic.closeWait({ count: 20, address: '127.0.20.3', port: 5003 });
    tree.show(allSockets(await server.inspect()));
  });
  after(async () => {
    for (const end of ends) await end();
  });

  async function rows(parent?: SocketNode): Promise<RowNode[]> {
    return (await tree.getChildren(parent)).filter((node) => node.kind === 'row');
  }

  async function find(parent: SocketNode | undefined, label: RegExp): Promise<RowNode> {
    const all = await rows(parent);
    const found = all.find(({ row }) => label.test(row.label));
    assert.ok(found, `${String(label)} in ${all.map(({ row }) => row.label).join(', ')}`);
    return found;
  }

  it('counts each state as the kernel does', async () => {
    // The workbench itself opens and closes connections meanwhile: counted again until nothing moved in between.
    for (let tries = 0; ; tries++) {
      const before = await ssCounts(ownKernelView);
      tree.show(allSockets(await server.inspect()));
      const after = await ssCounts(ownKernelView);
      if (JSON.stringify(before) !== JSON.stringify(after) && tries < 20) continue;
      assert.deepEqual(shownCounts(await rows()), after);
      return;
    }
  });

  it('has destinations and listeners below a state, and their sockets below those', async () => {
    const timeWait = await find(undefined, /^TIME_WAIT$/);
    const destination = await find(timeWait, /127\.0\.20\.1:5001/);
    assert.equal(destination.row.kind, 'destination');
    assert.equal(destination.row.children, 250);
    const listener = await find(timeWait, /127\.0\.20\.2:5002/);
    assert.equal(listener.row.kind, 'listener');
    assert.equal(listener.row.children, 30);
    assert.equal((await rows(listener)).length, 30);
    assert.equal(tree.getParent(listener), timeWait);
  });

  it('pages a long list, with a last row that says how much there is', async () => {
    const destination = await find(await find(undefined, /^TIME_WAIT$/), /127\.0\.20\.1:5001/);
    const changed: unknown[] = [];
    const listener = tree.onDidChangeTreeData((node) => changed.push(node));
    const lengths: [number, string][] = [];
    for (let page = 0; page < 3; page++) {
      const shown = await tree.getChildren(destination);
      const last = shown.at(-1);
      assert.ok(last);
      lengths.push([shown.length, String(tree.getTreeItem(last).description)]);
      tree.showMore(destination.row.id);
    }
    listener.dispose();
    assert.deepEqual(lengths.slice(0, 2), [
      [101, '100 of 250'],
      [201, '200 of 250'],
    ]);
    assert.equal(lengths[2]?.[0], 250);
    assert.equal(new Set((await rows(destination)).map(({ row }) => row.id)).size, 250);
    assert.ok(changed.length > 0 && changed.every((node) => node === destination));
  });

  it('keeps its ids, and the pages that were asked for, over a refresh', async () => {
    const ids = async (): Promise<string[]> => {
      const timeWait = await find(undefined, /^TIME_WAIT$/);
      const destination = await find(timeWait, /127\.0\.20\.1:5001/);
      return [timeWait, destination, ...(await rows(destination))].map(
        (node) => tree.getTreeItem(node).id ?? '',
      );
    };
    const before = await ids();
    tree.show(allSockets(await server.inspect()));
    const after = await ids();
    assert.equal(after.length, 252);
    assert.deepEqual([...after].sort(), [...before].sort());
  });

  it('explains a row when the pointer rests on it, in plain text', async () => {
    const closeWait = await find(undefined, /^CLOSE_WAIT$/);
    const item = tree.getTreeItem(closeWait);
    assert.equal(item.tooltip, undefined);
    const { token } = new CancellationTokenSource();
    const resolved = await tree.resolveTreeItem(item, closeWait, token);
    assert.equal(typeof resolved.tooltip, 'string');
    assert.match(resolved.accessibilityInformation?.label ?? '', /CLOSE_WAIT/);
  });

  it('guesses, and says so, whose a socket was that nobody holds any more', async () => {
    const listener = await find(await find(undefined, /^TIME_WAIT$/), /127\.0\.20\.2:5002/);
    const [socket] = await rows(listener);
    assert.ok(socket);
    const { token } = new CancellationTokenSource();
    const { tooltip } = await tree.resolveTreeItem(tree.getTreeItem(socket), socket, token);
    assert.ok(typeof tooltip === 'string');
    assert.match(tooltip, /^Probably node \(\d+\), which listens on 127\.0\.20\.2:5002\.$/m);
  });

  it('says when the server has a newer inspection', async () => {
    const old = await server.inspect();
    await server.inspect();
    tree.show(allSockets(old));
    const [first] = await tree.getChildren();
    assert.deepEqual(await tree.getChildren(first), []);
    assert.equal(stale, 1);
  });
});

function shownCounts(roots: readonly RowNode[]): Counts {
  return Object.fromEntries(
    roots.map(({ row }) => [ssNames[row.label] ?? row.label, Number(row.description.replaceAll(',', ''))]),
  );
}
