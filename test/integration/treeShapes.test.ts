import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SortOrder } from '../../src/core/model/treeShape.ts';
import type { ExplainResult, TreeOf } from '../../src/core/protocol/inspection.ts';
import type { ExportCsvResult } from '../../src/core/protocol/rows.ts';
import type { TreeRow } from '../../src/core/tree/treeRow.ts';
import { ssCounts } from '../support/kernelCounts.ts';
import { AskedTrees } from '../support/askedTrees.ts';
import type { Namespace } from '../support/namespace.ts';
import { ServerProcess } from '../support/serverProcess.ts';
import { Setup } from '../support/setup.ts';

/** Trees of the real kernel's sockets, compared with what `ss` lists. */
describe('trees in every shape, over stdio', function () {
  this.timeout(60_000);
  const setup = new Setup();
  let namespace: Namespace;
  let trees: AskedTrees;
  let folder: string;

  before(async () => {
    folder = await setup.folder();
    namespace = await setup.namespace();
    const traffic = setup.traffic(namespace);
    await traffic.clientTimeWait({ count: 240, address: '127.0.1.1', port: 8001 });
    await traffic.serverTimeWait({ count: 77, address: '0.0.0.0', to: '127.0.1.2', port: 8002 });
    await traffic.established({ count: 5, address: '127.0.1.3', port: 8006, from: '127.0.0.5' });
    await traffic.established({ count: 3, address: '::1', port: 8003 });
    await traffic.established({ count: 4, address: '::', to: '127.0.1.4', port: 8004 });
    await traffic.closeWait({ count: 6, address: '127.0.1.5', port: 8005 });
    const server = setup.use(await ServerProcess.start(namespace));
    trees = new AskedTrees(server);
  });

  async function socketsBelow(tree: TreeOf, row: TreeRow): Promise<readonly TreeRow[]> {
    if (row.kind === 'socket') return [row];
    const found = await Promise.all(
      (await trees.below(tree, row.id)).map((child) => socketsBelow(tree, child)),
    );
    return found.flat();
  }

  /** `state local remote` of each line that a command line prints in the namespace. */
  async function listedBy(command: string): Promise<readonly string[]> {
    const printed = await namespace.runOk('sh', ['-c', command]);
    return (
      printed
        .split('\n')
        .slice(1)
        .filter((line) => line !== '')
        .map((line) => line.split(/\s+/))
        // A filter on one state drops the column.
        .map((cells) => (/^\d/.test(cells[0] ?? '') ? cells.slice(2, 4) : cells.slice(3, 5)).join(' '))
        .sort()
    );
  }

  const listed = ({ local = '', remote }: TreeRow): string =>
    `${local.replace(/^\[::\]:8004$/, '*:8004')} ${remote ?? (local === '[::]:8004' ? '*:*' : local.startsWith('[') ? '[::]:*' : '0.0.0.0:*')}`;

  for (const grouping of ['state', 'destination', 'listener', 'process', 'client', 'age'] as const)
    it(`by ${grouping}: leads to every socket once, and counts what it leads to`, async () => {
      const kernel = Object.values(await ssCounts(namespace)).reduce((sum, count) => sum + count, 0);
      const { tree, roots, matched } = await trees.of(grouping);
      assert.equal(matched, kernel);
      const all: TreeRow[] = [];
      for (const root of roots) {
        const found = await socketsBelow(tree, root);
        const [count] = root.description.split(' ');
        assert.equal(found.length, Number(count?.replaceAll(',', '')), root.label);
        all.push(...found);
      }
      assert.equal(new Set(all.map(listed)).size, kernel);
    });

  for (const grouping of ['state', 'destination', 'listener', 'client', 'process'] as const)
    it(`by ${grouping}: copies commands that list the same sockets`, async () => {
      const { tree, roots } = await trees.of(grouping);
      const groups = roots.filter(({ kind }) => kind !== 'other');
      assert.ok(groups.length > 0);
      for (const group of groups) {
        const command = await trees.copy(tree, [group.id], 'command');
        const expected = (await socketsBelow(tree, group)).map(listed).sort();
        const header = command.includes('|') ? `(echo; ${command})` : command;
        assert.deepEqual(await listedBy(header), expected, command);
      }
    });

  it('copies commands for a single socket, and for a filter', async () => {
    const { tree, roots } = await trees.of('listener');
    for (const root of roots) {
      const [socket] = await socketsBelow(tree, root);
      assert.ok(socket);
      const command = await trees.copy(tree, [socket.id], 'command');
      assert.deepEqual(await listedBy(command), [listed(socket)], command);
    }
    for (const filter of [
      'peer:127.0.1.0/28 -lport:8005',
      'state:time-wait lport:8002',
      'port:8003-8004 -state:listen',
    ]) {
      const filtered = await trees.of('state', filter);
      const command = await trees.copy(filtered.tree, [], 'command');
      const sockets = await Promise.all(filtered.roots.map((root) => socketsBelow(filtered.tree, root)));
      assert.deepEqual(await listedBy(command), sockets.flat().map(listed).sort(), command);
    }
  });

  it('sorts sockets by what was asked for', async () => {
    const ports = async (sort: SortOrder): Promise<readonly number[]> => {
      const { tree } = await trees.of('destination', 'pport:8001 state:time-wait', sort);
      const [destination] = await trees.below(tree, '');
      const rows = await trees.below(tree, destination?.id ?? '');
      return rows.map(({ local }) => Number(local?.split(':')[1]));
    };
    const byName = await ports('name');
    assert.equal(byName.length, 240);
    assert.deepEqual(
      byName,
      [...byName].sort((a, b) => a - b),
    );
    assert.deepEqual(
      [...(await ports('age'))].sort((a, b) => a - b),
      byName,
    );
  });

  it('guesses whose a socket in TIME_WAIT was, by who listens and who else is connected', async () => {
    const { tree, roots } = await trees.of('listener', 'state:time-wait');
    const listener = roots.find(({ label }) => label === '0.0.0.0:8002');
    assert.ok(listener);
    const [socket] = await trees.below(tree, listener.id);
    const told = await trees.ask<ExplainResult>('explain', { inspection: tree.inspection, row: socket?.id });
    assert.ok(told.kind === 'text');
    assert.match(told.text, /^Probably node \(\d+\), which listens on 0\.0\.0\.0:8002\.$/m);
  });

  it('writes the sockets of a tree, or below some of its rows, as CSV', async () => {
    const path = join(folder, 'sockets.csv');
    const { tree, roots, matched } = await trees.of('process');
    const lines = async (rows: readonly string[]): Promise<readonly string[]> => {
      const saved = await trees.ask<ExportCsvResult>('exportCsv', { ...tree, rows, path });
      const text = await readFile(path, 'utf8');
      const [head, ...sockets] = text.trimEnd().split('\r\n');
      assert.match(head ?? '', /^state,local_address,local_port,/);
      assert.deepEqual(saved, { kind: 'saved', sockets: sockets.length });
      return sockets;
    };
    const all = await lines([]);
    assert.equal(all.length, matched);
    const timeWait = Object.values(await ssCounts(namespace, ['state', 'time-wait']))[0];
    assert.equal(all.filter((line) => line.startsWith('TIME_WAIT,')).length, timeWait);
    assert.ok(all.some((line) => /,node \(\d+\),tcp,$/.test(line)));
    const none = roots.find(({ label }) => label === 'No process');
    assert.equal((await lines([none?.id ?? ''])).length, timeWait);
  });

  it('leaves no file where it cannot write', async () => {
    const { tree } = await trees.of('state');
    const path = join(folder, 'no/x.csv');
    const failed = await trees.ask<ExportCsvResult>('exportCsv', { ...tree, rows: [], path });
    assert.ok(failed.kind === 'failed' && failed.problem.message.includes('ENOENT'));
    assert.deepEqual(
      (await readdir(folder)).filter((name) => name !== 'sockets.csv'),
      [],
    );
  });
});
