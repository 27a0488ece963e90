import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Grouping } from '../../src/core/model/treeShape.ts';
import type { ExplainResult } from '../../src/core/protocol/inspection.ts';
import type { TreeRow } from '../../src/core/tree/treeRow.ts';
import { cliPath } from '../support/cli.ts';
import { makeDataFolder, removeDataFolder } from '../support/dataFolder.ts';
import { AskedTrees } from '../support/askedTrees.ts';
import type { Namespace } from '../support/namespace.ts';
import { nodePath } from '../support/paths.ts';
import { ServerProcess } from '../support/serverProcess.ts';
import { Setup } from '../support/setup.ts';
import { UdpSockets } from '../support/udpSockets.ts';

/** Real UDP sockets beside some of TCP, compared with what `ss` lists. */
describe('UDP sockets', function () {
  this.timeout(60_000);
  const setup = new Setup();
  let namespace: Namespace;
  let udp: UdpSockets;
  let trees: AskedTrees;

  before(async () => {
    namespace = await setup.namespace();
    const traffic = setup.traffic(namespace);
    await traffic.established({ count: 5, address: '127.0.1.3', port: 8006 });
    udp = setup.use(await UdpSockets.make(namespace, 4));
    const server = setup.use(await ServerProcess.start(namespace));
    trees = new AskedTrees(server);
  });

  const filtered = (filter = '', grouping: Grouping = 'state') => trees.of(grouping, filter);

  const texts = (rows: readonly TreeRow[]): readonly string[] =>
    rows.map(({ label, description }) => `${label} ${description}`.trim());

  /** Local ports of what a command lists. */
  async function portsOf(command: string): Promise<readonly number[]> {
    const printed = await namespace.runOk('sh', ['-c', command]);
    return [...printed.matchAll(/:(\d+)\s+\S+:(?:\d+|\*)\s*/g)].map(([, port]) => Number(port)).sort();
  }

  it('are a branch of their own below the states of TCP, and in no count of TCP', async () => {
    const { tree, roots, rootCount } = await filtered();
    assert.deepEqual(texts(roots), ['ESTABLISHED 10', 'LISTEN 1', 'UDP 6']);
    assert.equal(rootCount, 3);
    assert.deepEqual(texts(await trees.below(tree, 'UDP')), ['ESTAB 4', 'UNCONN 2']);
    const [state] = await trees.below(tree, 'UDP');
    const [destination] = await trees.below(tree, state?.id ?? '');
    assert.equal(destination?.label, '→ 127.0.0.1:5300');
    const sockets = await trees.below(tree, destination.id);
    assert.equal(sockets.length, 4);
    assert.ok(sockets.every(({ description }) => description.includes(`node (${String(udp.pid)})`)));
    const alone = await trees.below(tree, 'UDP/CLOSE');
    assert.deepEqual(
      alone.map(({ label }) => label),
      ['127.0.0.1:5300', '[::]:5400'],
    );
  });

  it('are grouped by process, and say what they are', async () => {
    const { tree } = await filtered('proto:udp', 'process');
    const [row] = await trees.below(tree, 'UDP/CLOSE');
    assert.equal(row?.label, `node (${String(udp.pid)})`);
    const [socket] = await trees.below(tree, row.id);
    const told = await trees.ask<ExplainResult>('explain', { inspection: tree.inspection, row: socket?.id });
    assert.ok(told.kind === 'text');
    assert.match(told.text, /^Local 127\.0\.0\.1:5300\nUNCONN: The socket has a local port/);
    assert.match(told.text, /\nDatagrams lost because its receive buffer was full: 0\n/);
    assert.match(told.text, new RegExp(`Held by node \\(${String(udp.pid)}\\)$`));
  });

  for (const [filter, roots, matched, total] of [
    ['proto:udp', ['UDP 6'], 6, 6],
    ['proto:tcp', ['ESTABLISHED 10', 'LISTEN 1'], 11, 11],
    ['-proto:udp', ['ESTABLISHED 10', 'LISTEN 1'], 11, 11],
    ['proto:udp lport:5300', ['UDP 1'], 1, 6],
    ['state:estab', ['ESTABLISHED 10', 'UDP 4'], 14, 17],
    ['state:listen', ['LISTEN 1'], 1, 17],
  ] as const)
    it(`are filtered by “${filter}”`, async () => {
      const answer = await filtered(filter);
      assert.deepEqual(texts(answer.roots), roots);
      assert.deepEqual([answer.matched, answer.total], [matched, total]);
    });

  it('are copied as commands that list the same sockets', async () => {
    const { tree } = await filtered();
    const expected = await portsOf('ss -Huan');
    assert.equal(expected.length, 6);
    assert.equal(await trees.copy(tree, ['UDP'], 'command'), 'ss -uan');
    for (const [id, count] of [
      ['UDP/ESTABLISHED', 4],
      ['UDP/CLOSE', 2],
    ] as const) {
      const command = await trees.copy(tree, [id], 'command');
      const ports = await portsOf(command);
      assert.equal(ports.length, count, command);
      assert.ok(
        ports.every((port) => expected.includes(port)),
        command,
      );
    }
    const [socket] = await trees.below(tree, 'UDP/CLOSE');
    assert.deepEqual(await portsOf(await trees.copy(tree, [socket?.id ?? ''], 'command')), [5300]);
    const both = await trees.copy(tree, [], 'command');
    assert.equal(both, 'ss -tan\nss -uan');
    const only = await filtered('proto:udp lport:5400');
    assert.deepEqual(await portsOf(await trees.copy(only.tree, [], 'command')), [5400]);
  });

  it('are copied as lines and JSON', async () => {
    const { tree } = await filtered();
    assert.deepEqual((await trees.copy(tree, ['UDP'], 'line')).split('\n'), ['ESTAB\t4', 'UNCONN\t2']);
    const [socket] = await trees.below(tree, 'UDP/CLOSE');
    const json = JSON.parse(await trees.copy(tree, [socket?.id ?? ''], 'json')) as Record<string, unknown>;
    assert.deepEqual(
      { state: json['state'], protocol: json['protocol'], drops: json['drops'] },
      { state: 'UNCONN', protocol: 'udp', drops: 0 },
    );
  });

  for (const collector of ['sock_diag', 'ss', 'proc'])
    it(`are listed on the command line, with ${collector} for those of TCP`, async () => {
      const list = async (...filter: string[]) => {
        const args = [cliPath, 'sockets', '--json', '--collector', collector, '--', ...filter];
        const { sockets } = JSON.parse(await namespace.runOk(nodePath, args)) as {
          readonly sockets: readonly {
            readonly protocol: string;
            readonly processes: readonly { readonly pid: number }[];
          }[];
        };
        return sockets;
      };
      const only = await list('proto:udp');
      assert.equal(only.length, 6);
      assert.ok(only.every(({ protocol, processes }) => protocol === 'udp' && processes[0]?.pid === udp.pid));
      assert.equal((await list()).length, 11);
      assert.equal((await list('proto:tcp', 'proto:udp')).length, 17);
      assert.equal((await list('proto:udp', `process:${String(udp.pid)}`)).length, 6);
      assert.equal((await list('proto:udp', 'state:unconn')).length, 2);
    });

  for (const collector of ['sock_diag', 'ss', 'proc'])
    it(`are in the snapshot of ${collector}, of both families`, async () => {
      const args = [cliPath, 'inspect', '--json', '--interval', '0', '--collector', collector];
      const folder = await makeDataFolder();
      const path = join(folder, 'udp.sockets.json');
      try {
        await namespace.run(nodePath, [...args, '--save', path]);
        const saved = await namespace.runOk(nodePath, [cliPath, 'sockets', '--open', path, 'proto:udp']);
        assert.equal(saved.trim().split('\n').length, 7);
        assert.match(saved, /\[::\]:5400/);
      } finally {
        await removeDataFolder(folder);
      }
    });
});
