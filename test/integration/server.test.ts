import assert from 'node:assert/strict';
import type { GuideSectionResult, GuideSectionsResult } from '../../src/core/protocol/guide.ts';
import type {
  ChildrenResult,
  FilterResult,
  InspectProgress,
  InspectResult,
  LevelResult,
} from '../../src/core/protocol/inspection.ts';
import type { TreePage, TreeRow } from '../../src/core/tree/treeRow.ts';
import type { Namespace } from '../support/namespace.ts';
import { ServerProcess } from '../support/serverProcess.ts';
import { Setup } from '../support/setup.ts';
import type { Traffic } from '../support/traffic.ts';

describe('the server process over stdio', function () {
  this.timeout(60_000);
  const setup = new Setup();
  let namespace: Namespace;
  let traffic: Traffic;
  let server: ServerProcess;

  before(async () => {
    namespace = await setup.namespace();
    traffic = setup.traffic(namespace);
    await traffic.clientTimeWait({ count: 1234, address: '127.0.1.1', port: 8001 });
    await traffic.serverTimeWait({ count: 77, address: '127.0.0.1', port: 8002 });
    await traffic.established({ count: 3, address: '::1', port: 8003 });
    server = setup.use(await ServerProcess.start(namespace));
  });

  function inspect(collector = 'auto'): Promise<InspectResult> {
    return server.connection.sendRequest('socketDiagnostics/inspect', { host: 'local', collector });
  }

  function ask(inspection: string, parent: string, offset = 0, limit = 100): Promise<ChildrenResult> {
    const params = { inspection, parent, offset, limit };
    return server.connection.sendRequest('socketDiagnostics/children', params);
  }

  async function page(inspection: string, parent: string, offset = 0, limit = 100): Promise<TreePage> {
    const result = await ask(inspection, parent, offset, limit);
    assert.ok(result.kind === 'page');
    return result;
  }

  it('inspects, tells its progress, and gives the states as rows', async () => {
    const messages: string[] = [];
    const listening = server.connection.onNotification(
      'socketDiagnostics/inspectProgress',
      ({ message }: InspectProgress) => void messages.push(message),
    );
    const { report, roots } = await inspect();
    listening.dispose();
    assert.ok(messages.includes('Reading sockets from the kernel…'), messages.join(' '));
    assert.equal(report.timeWait.count, 1311);
    assert.deepEqual(
      roots.map(({ label, description }) => [label, description]),
      [
        ['TIME_WAIT', '1,311'],
        ['ESTABLISHED', '6'],
        ['LISTEN', '3'],
      ],
    );
  });

  it('pages groups and sockets without ever giving one twice or leaving one out', async () => {
    const { inspection } = await inspect();
    const groups = await page(inspection, 'TIME_WAIT');
    assert.deepEqual(
      groups.rows.map(({ kind, label, children }) => [kind, label, children]),
      [
        ['destination', '→ 127.0.1.1:8001', 1234],
        ['listener', '127.0.0.1:8002', 77],
      ],
    );
    const [destination] = groups.rows;
    assert.ok(destination);
    const rows: TreeRow[] = [];
    for (let offset = 0; offset < 1234; offset += 100) {
      rows.push(...(await page(inspection, destination.id, offset)).rows);
    }
    assert.equal(rows.length, 1234);
    assert.equal(new Set(rows.map(({ id }) => id)).size, 1234);
    assert.ok(rows.every(({ label }) => /^127\.0\.0\.1:\d+$/.test(label)));
  });

  it('gives the same thing the same id, from either collector and in the next inspection', async () => {
    const ids = async (collector: string): Promise<readonly string[]> => {
      const { inspection, roots } = await inspect(collector);
      const groups = await page(inspection, 'TIME_WAIT');
      const sockets = await page(inspection, groups.rows[1]?.id ?? '');
      return [...roots, ...groups.rows, ...[...sockets.rows].sort((a, b) => (a.id < b.id ? -1 : 1))].map(
        ({ id }) => id,
      );
    };
    const first = await ids('ss');
    assert.deepEqual(await ids('sock_diag'), first);
    assert.deepEqual(await ids('proc'), first);
  });

  it('names the process of a socket that is shown', async () => {
    const { inspection } = await inspect();
    const { rows } = await page(inspection, 'LISTEN');
    assert.equal(rows.length, 3);
    for (const { description } of rows) assert.match(description, new RegExp(`\\(${String(traffic.pid)}\\)`));
  });

  it('shows only the sockets that a filter lets through, all the way down', async () => {
    const { inspection } = await inspect();
    const filter = 'lport:8002 bogus:1';
    const rows: FilterResult = await server.connection.sendRequest('socketDiagnostics/filter', {
      inspection,
      filter,
    });
    assert.ok(rows.kind === 'rows');
    assert.deepEqual([rows.matched, rows.total], [78, 1320]);
    assert.deepEqual(
      rows.roots.map(({ label, description }) => [label, description]),
      [
        ['TIME_WAIT', '77'],
        ['LISTEN', '1'],
      ],
    );
    assert.match(rows.problems[0]?.message ?? '', /Unknown keyword “bogus:”/);
    const params = { inspection, parent: 'TIME_WAIT', offset: 0, limit: 10, filter };
    const groups: ChildrenResult = await server.connection.sendRequest('socketDiagnostics/children', params);
    assert.ok(groups.kind === 'page');
    assert.deepEqual(
      groups.rows.map(({ label }) => label),
      ['127.0.0.1:8002'],
    );
  });

  it('finds the sockets of a process by its number', async () => {
    const { inspection } = await inspect();
    const filter = `process:${String(traffic.pid)}`;
    const rows: FilterResult = await server.connection.sendRequest('socketDiagnostics/filter', {
      inspection,
      filter,
    });
    assert.ok(rows.kind === 'rows');
    assert.equal(rows.matched, 9, 'three listeners and both ends of three connections');
  });

  it('reads level and rate from the counters alone', async () => {
    const level = (): Promise<LevelResult> =>
      server.connection.sendRequest('socketDiagnostics/level', { host: 'local' });
    const first = await level();
    assert.equal(first.timeWait, 1311);
    assert.equal(first.createdPerSecond, undefined);
    const start = performance.now();
    await traffic.clientTimeWait({ count: 100, address: '127.0.1.9', port: 8020 });
    const second = await level();
    assert.equal(second.timeWait, 1411);
    assert.equal(second.overflowed, 0);
    const seconds = (performance.now() - start) / 1000;
    assert.ok((second.createdPerSecond ?? 0) >= 100 / (seconds + 0.2), String(second.createdPerSecond));
  });

  it('calls an inspection stale once there is a newer one', async () => {
    const { inspection } = await inspect();
    await inspect();
    assert.deepEqual(await ask(inspection, 'TIME_WAIT'), { kind: 'stale' });
  });

  it('judges the growth of counters since the inspection before', async () => {
    await inspect();
    await traffic.acceptQueueOverflow({ count: 9, backlog: 2, port: 8010 });
    const { report } = await inspect('proc');
    const finding = report.findings.find(({ rule }) => rule === 'accept-queue-overflow');
    assert.equal(finding?.severity, 'warning');
    assert.match(finding.title, /in the last [\d.]+ s/);
  });

  it('answers a host that there is not with an error, and works on', async () => {
    const request = server.connection.sendRequest('socketDiagnostics/inspect', {
      host: 'x',
      collector: 'auto',
    });
    await assert.rejects(request, /“host” must be the id of a host; “x” is not/);
    assert.equal((await inspect()).report.collector.used, 'sock_diag');
  });

  it('knows where each section of the guide is', async () => {
    const sections: GuideSectionsResult = await server.connection.sendRequest(
      'socketDiagnostics/guideSections',
    );
    assert.ok(sections.length > 50);
    const ask = (section: string): Promise<GuideSectionResult> =>
      server.connection.sendRequest('socketDiagnostics/guideSection', { section });
    const found = await ask('ephemeral-port-exhaustion');
    assert.equal(found?.file, 'outbound.md');
    assert.equal(await ask('no-such-section'), null);
  });

  it('leaves no child behind and ends by itself when it is told to', async () => {
    await using other = await ServerProcess.start(namespace);
    await other.connection.sendRequest('socketDiagnostics/inspect', { host: 'local', collector: 'ss' });
    const children = await namespace.run('pgrep', ['-P', String(other.pid)]);
    assert.equal(children.stdout, '');
    assert.equal(await other.stop(), 0);
  });
});
