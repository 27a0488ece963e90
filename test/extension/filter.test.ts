import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { commands, type Memento } from 'vscode';
import { usualShape } from '../../src/core/model/treeShape.ts';
import { filterRequest, inspectRequest, type FilterResult } from '../../src/core/protocol/inspection.ts';
import { filterCommand } from '../../src/extension/commands/viewCommands.ts';
import { Failures } from '../../src/extension/failures.ts';
import { FilterTrial } from '../../src/extension/filter/filterTrial.ts';
import { ViewFilter } from '../../src/extension/filter/viewFilter.ts';
import { Inspections } from '../../src/extension/inspection/inspections.ts';
import type { RowNode } from '../../src/extension/views/socketNode.ts';
import { SocketRows } from '../../src/extension/views/socketRows.ts';
import { ownKernelView, ssCounts } from '../support/kernelCounts.ts';
import { here, Traffic } from '../support/traffic.ts';
import { waitFor } from '../support/waitFor.ts';
import { DiagnosticsServer } from './support/diagnosticsServer.ts';
import { desktopReason } from './support/desktopReason.ts';
import { skipWhere } from '../support/skipWhere.ts';

type Rows = Extract<FilterResult, { kind: 'rows' }>;

describe('a filter', () => {
  let server: DiagnosticsServer;
  let inspection = '';
  const ends: (() => unknown)[] = [];
  const tree = new SocketRows(
    'local',
    (type, params, token) => server.client.send(type, params, token),
    (isStale) => {
      if (isStale) throw new Error('the server has a newer inspection');
    },
  );

  before(async function () {
    skipWhere(this, desktopReason());
    const traffic = Traffic.start(here);
    ends.push(() => traffic.dispose());
    server = new DiagnosticsServer();
    ends.push(() => server[Symbol.asyncDispose]());
    await traffic.serverTimeWait({ count: 130, address: '127.0.23.1', port: 6001 });
    await traffic.closeWait({ count: 12, address: '127.0.23.2', port: 6002 });
    await traffic.clientTimeWait({ count: 40, address: '127.0.23.3', port: 6003 });
    ({ inspection } = await server.inspect());
  });
  after(async () => {
    for (const end of ends) await end();
  });

  async function filtered(text: string): Promise<Rows> {
    const answer = await server.client.send(filterRequest, { inspection, filter: text });
    assert.equal(answer.kind, 'rows');
    const { roots, rootCount, matched, total } = answer;
    const filtered = { text, matched, total, problems: [] };
    tree.show({ inspection, shape: usualShape, roots, rootCount, filtered, notes: [] });
    return answer;
  }

  async function rows(parent?: RowNode): Promise<RowNode[]> {
    return (await tree.getChildren(parent)).filter((node) => node.kind === 'row');
  }

  for (const [text, ssFilter] of [
    ['lport:6001', ['sport', '=', ':6001']],
    ['state:close-wait lport:6002', ['state', 'close-wait', 'sport', '=', ':6002']],
    ['peer:127.0.23.3', ['dst', '127.0.23.3']],
    ['local:127.0.23.0/24 -state:listen', ['exclude', 'listening', 'src', '127.0.23.0/24']],
  ] as const)
    it(`shows as many rows as the kernel has sockets: ${text}`, async () => {
      const kernel = Object.values(await ssCounts(ownKernelView, ssFilter)).reduce((sum, n) => sum + n, 0);
      const { matched, problems } = await filtered(text);
      assert.deepEqual([matched, problems], [kernel, []]);
      let shown = 0;
      for (const state of await rows())
        for (const below of await rows(state)) shown += below.row.kind === 'socket' ? 1 : below.row.children;
      assert.equal(shown, kernel);
    });

  it('reaches the sockets themselves, page by page', async () => {
    await filtered('lport:6001 state:time-wait');
    const [state] = await rows();
    const [listener] = await rows(state);
    assert.ok(listener);
    const page = await tree.getChildren(listener);
    const more = page.at(-1);
    // A client may meet its old port again: then the kernel reopens that socket, and there is one less.
    const kernel = (await ssCounts(ownKernelView, ['sport = :6001']))['TIME-WAIT'];
    assert.deepEqual([page.length, more?.kind === 'more' && more.total], [101, kernel]);
  });

  it('names the words that it cannot read', async () => {
    const { problems } = await filtered('state:sleepy lport:6002');
    assert.deepEqual(
      problems.map(({ word }) => word),
      ['state:sleepy'],
    );
  });

  it('is not taken over by the command where it cannot be read: the box shows what is wrong', async () => {
    const inspections = new Inspections({
      lookFurther: () => Promise.resolve({ kind: 'stale' }),
      inspect: (params, token) => server.client.send(inspectRequest, params, token),
      isTrusted: () => true,
      canInspect: () => true,
      collector: () => 'ss',
    });
    const filter = new ViewFilter(memory().memory);
    const trial = new FilterTrial(inspections, server.client.send);
    const run = filterCommand(filter, trial, new Failures({ error: () => undefined }));
    await run('lport:6001');
    assert.equal(filter.text, 'lport:6001');
    const asking = run('lport:99999x');
    await waitFor('the box', async () => {
      await commands.executeCommand('workbench.action.closeQuickOpen');
      return Promise.race([asking.then(() => true), sleep(100, false)]);
    });
    assert.equal(filter.text, 'lport:6001');
    inspections.dispose();
  });

  it('is remembered, and forgotten when it is cleared', () => {
    const { kept, memory: kind } = memory();
    const texts: string[] = [];
    const filter = new ViewFilter(kind);
    filter.onDidChange((text) => texts.push(text));
    filter.set(' lport:80 ');
    filter.set('lport:80');
    assert.equal(new ViewFilter(kind).text, 'lport:80');
    filter.set('');
    assert.equal(new ViewFilter(kind).text, '');
    assert.deepEqual([texts, kept.size], [['lport:80', ''], 0]);
    kept.set('filter', 7);
    assert.equal(new ViewFilter(kind).text, '', 'another version may have written it');
  });
});

function memory(): { readonly kept: Map<string, unknown>; readonly memory: Memento } {
  const kept = new Map<string, unknown>();
  return {
    kept,
    memory: {
      keys: () => [...kept.keys()],
      get: <T>(key: string, otherwise?: T) => (kept.get(key) ?? otherwise) as T,
      update: (key: string, value: unknown) => {
        if (value === undefined) kept.delete(key);
        else kept.set(key, value);
        return Promise.resolve();
      },
    },
  };
}
