import assert from 'node:assert/strict';
import { procCollector } from '../../../src/core/collect/procCollector.ts';
import { ssCollector } from '../../../src/core/collect/ssCollector.ts';
import type { SocketEndSource } from '../../../src/core/collect/socketEndSource.ts';
import { noFacts, type Repository } from '../../../src/core/formats/repositoryFacts.ts';
import { CancelledError, Stop } from '../../../src/core/model/cancellation.ts';
import { ok, withProblems } from '../../../src/core/model/outcome.ts';
import type { SocketTable } from '../../../src/core/model/socketTable.ts';
import type { Grouping } from '../../../src/core/model/treeShape.ts';
import type { ChildrenParams, ChildrenResult, InspectResult } from '../../../src/core/protocol/inspection.ts';
import { nodeInspections } from '../../../src/server/nodeInspections.ts';
import { HeldInspections } from '../../../src/service/heldInspections.ts';
import { FakeHost, never } from '../../support/fakeHost.ts';
import { fixture } from '../../support/parsing.ts';
import { rowsOf, socketTable } from '../../support/sockets.ts';
import { waitFor } from '../../support/waitFor.ts';

const answers = {
  ss: fixture('ss.txt'),
  '/proc/net/sockstat': 'TCP: inuse 6 orphan 0 tw 4 alloc 17 mem 2\n',
  '/proc/net/netstat': 'TcpExt: TCPTimeWaitOverflow\nTcpExt: 3\n',
  '/proc/net/snmp': 'Tcp: ActiveOpens\nTcp: 5\n',
  '/proc/sys/net/ipv4/ip_local_port_range': '32768 60999\n',
};

function placesOf(host: FakeHost, id = 'local') {
  return new Map([[id, { host, collectors: [ssCollector(), procCollector] }]]);
}

function of(host: FakeHost): HeldInspections {
  return new HeldInspections(placesOf(host), nodeInspections);
}

function inspect(inspections: HeldInspections, cancellation = never): Promise<InspectResult> {
  return inspections.inspect({ host: 'local', collector: 'auto' }, cancellation, () => undefined);
}

function children(inspections: HeldInspections, params: ChildrenParams): Promise<ChildrenResult> {
  return inspections.read<ChildrenResult>(
    params.inspection,
    async (held) => (await held?.sockets?.children(params, never)) ?? { kind: 'stale' },
  );
}

async function page(
  inspections: HeldInspections,
  inspection: string,
  parent: string,
  [offset, limit]: readonly [number, number] = [0, 100],
): Promise<Extract<ChildrenResult, { kind: 'page' }>> {
  const result = await children(inspections, { inspection, parent, offset, limit });
  assert.equal(result.kind, 'page');
  return result;
}

describe('HeldInspections', () => {
  it('answers with the report and the top of the tree', async () => {
    const { report, roots, unreadable } = await inspect(of(new FakeHost({ answers })));
    assert.equal(report.sockets?.total, 11);
    assert.equal(unreadable, undefined);
    assert.deepEqual(
      roots.map(({ label, description }) => `${label} ${description}`),
      ['TIME_WAIT 3', 'ESTABLISHED 4', 'LISTEN 2', 'FIN_WAIT2 1', 'CLOSE_WAIT 1'],
    );
  });

  it('gives pages of what is below a row, down to the sockets', async () => {
    const inspections = of(new FakeHost({ answers }));
    const { inspection } = await inspect(inspections);
    const groups = await page(inspections, inspection, 'TIME_WAIT');
    assert.deepEqual(
      groups.rows.map(({ kind, children }) => [kind, children]),
      [
        ['destination', 2],
        ['listener', 1],
      ],
    );
    const parent = groups.rows[0]?.id ?? '';
    const second = await page(inspections, inspection, parent, [1, 1]);
    assert.deepEqual([second.total, second.rows.map(({ label }) => label)], [2, ['127.0.0.1:33956']]);
  });

  it('looks for the processes of the sockets that are shown only', async () => {
    const owners = ok(new Map([[163634, [{ pid: 7, name: 'redis' }]]]));
    const host = new FakeHost({ answers, owners });
    const inspections = of(host);
    const { inspection } = await inspect(inspections);
    host.ownersAsked.length = 0;
    const { rows } = await page(inspections, inspection, 'LISTEN', [1, 1]);
    assert.deepEqual(host.ownersAsked, [[163634]]);
    assert.equal(rows[0]?.description, 'redis (7) · 0 of 7 waiting');
    const [destination] = (await page(inspections, inspection, 'TIME_WAIT')).rows;
    await page(inspections, inspection, destination?.id ?? '');
    assert.equal(host.ownersAsked.length, 1);
  });

  it('answers stale for an inspection that a newer one has replaced, or that never was', async () => {
    const inspections = of(new FakeHost({ answers }));
    const first = await inspect(inspections);
    const second = await inspect(inspections);
    assert.notEqual(first.inspection, second.inspection);
    for (const inspection of [first.inspection, 'local#99', '']) {
      const result = await children(inspections, { inspection, parent: 'TIME_WAIT', offset: 0, limit: 9 });
      assert.deepEqual(result, { kind: 'stale' });
    }
    assert.equal((await page(inspections, second.inspection, 'TIME_WAIT')).rows.length, 2);
  });

  it('gives away the memory of a table that was replaced, unless a request still reads it', async () => {
    const inspections = of(new FakeHost({ answers }));
    const tableOf = ({ inspection }: InspectResult): Promise<SocketTable> =>
      inspections.read(inspection, (held) => {
        assert.ok(held?.table);
        return Promise.resolve(held.table);
      });
    const first = await tableOf(await inspect(inspections));
    const second = await tableOf(await inspect(inspections));
    assert.deepEqual([first.state.length, second.state.length], [0, 11]);
    const third = await inspect(inspections);
    assert.equal((await page(inspections, third.inspection, 'TIME_WAIT')).total, 2);
    const rows = await inspections.read(third.inspection, async (held) => {
      assert.ok(held?.table);
      const before = rowsOf(held.table);
      await inspect(inspections);
      await inspect(inspections);
      assert.deepEqual(rowsOf(held.table), before);
      return before;
    });
    assert.equal(rows.length, 11);
  });

  it('has nothing below a row that is not there', async () => {
    const inspections = of(new FakeHost({ answers }));
    const { inspection } = await inspect(inspections);
    assert.deepEqual(await page(inspections, inspection, 'TIME_WAIT/l:0.0.0.0:81'), {
      kind: 'page',
      rows: [],
      total: 0,
    });
  });

  it('looks for all processes only where they are asked for, once, and says what it could not see', async () => {
    const some = new Map([[163634, [{ pid: 7, name: 'redis' }]]]);
    const hidden = { code: 'processes-hidden', message: '3 processes are hidden.', nextStep: 'Be root.' };
    const host = new FakeHost({ answers, owners: withProblems(some, [hidden]) });
    const inspections = of(host);
    const { inspection } = await inspect(inspections);
    host.ownersAsked.length = 0;
    const grouped = async (grouping: Grouping, filter = '') => {
      const shape = { grouping, sort: 'count' } as const;
      const answer = await inspections.read(inspection, async (held) =>
        held?.sockets?.filter({ inspection, filter, shape }, never),
      );
      assert.ok(answer?.kind === 'rows');
      return answer;
    };
    assert.deepEqual((await grouped('destination')).notes, []);
    assert.equal(host.ownersAsked.length, 0);
    const { roots, notes, rootCount } = await grouped('process');
    assert.equal(roots[0]?.label, 'redis (7)');
    assert.deepEqual([notes, rootCount], [['3 processes are hidden.'], 3]);
    assert.equal((await grouped('process', 'process:redis')).matched, 1);
    assert.equal(host.ownersAsked.length, 1);
  });

  it('explains a socket, and answers stale for one that is gone', async () => {
    const inspections = of(new FakeHost({ answers }));
    const { inspection } = await inspect(inspections);
    const [destination] = (await page(inspections, inspection, 'TIME_WAIT')).rows;
    const [socket] = (await page(inspections, inspection, destination?.id ?? '')).rows;
    const sockets = await inspections.read(inspection, (held) => Promise.resolve(held?.sockets));
    const told = await sockets?.explain({ inspection, row: socket?.id ?? '' }, never);
    assert.ok(told?.kind === 'text' && /^The owner cannot be determined/m.test(told.text));
    assert.deepEqual(await sockets?.explain({ inspection, row: 's:1' }, never), { kind: 'stale' });
  });

  it('says why the sockets cannot be read', async () => {
    const inspections = of(new FakeHost());
    const { roots, unreadable, inspection } = await inspect(inspections);
    assert.deepEqual([roots, unreadable?.kind, unreadable?.code], [[], 'unavailable', 'not-found']);
    const result = await children(inspections, { inspection, parent: 'TIME_WAIT', offset: 0, limit: 9 });
    assert.deepEqual(result, { kind: 'stale' });
  });

  it('compares the counters with those of the inspection before', async () => {
    const changing: Record<string, string> = { ...answers };
    const inspections = of(new FakeHost({ answers: changing }));
    const titles = async (): Promise<readonly string[]> =>
      (await inspect(inspections)).report.findings.map(({ title }) => title);
    changing['/proc/sys/net/ipv4/tcp_max_tw_buckets'] = '1000\n';
    assert.match((await titles())[0] ?? '', /^3 sockets have skipped TIME_WAIT because its table was full/);
    changing['/proc/net/netstat'] = 'TcpExt: TCPTimeWaitOverflow\nTcpExt: 5\n';
    assert.match((await titles())[0] ?? '', /2 sockets have skipped TIME_WAIT in the last [\d.]+ s/);
  });

  it('keeps the rows of before when the sockets cannot be read any more', async () => {
    const changing: Record<string, string> = { ...answers };
    const inspections = of(new FakeHost({ answers: changing }));
    const { inspection } = await inspect(inspections);
    delete changing['ss'];
    const failed = await inspect(inspections);
    assert.equal(failed.unreadable?.kind, 'unavailable');
    assert.equal((await page(inspections, inspection, 'TIME_WAIT')).rows.length, 2);
  });

  it('keeps the inspection before when the next is cancelled', async () => {
    const inspections = of(new FakeHost({ answers }));
    const { inspection } = await inspect(inspections);
    await assert.rejects(inspect(inspections, AbortSignal.abort()), CancelledError);
    assert.equal((await page(inspections, inspection, 'TIME_WAIT')).rows.length, 2);
  });

  it('keeps the rows of the inspection before that was judged twice when the sockets cannot be read any more', async () => {
    const changing: Record<string, string> = { ...answers };
    const inspections = of(new FakeHost({ answers: changing }));
    const { inspection } = await inspect(inspections);
    assert.equal((await inspections.lookFurther({ inspection }, never)).kind, 'judged');
    delete changing['ss'];
    await inspect(inspections);
    assert.equal((await page(inspections, inspection, 'TIME_WAIT')).rows.length, 2);
  });

  it('ends its pause with the wish to look further', async () => {
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    let listeners = 0;
    class CountingStop extends Stop {
      override addEventListener(type: 'abort', listener: () => void): void {
        listeners++;
        super.addEventListener(type, listener);
      }
    }
    const stop = new CountingStop();
    const inspections = of(new FakeHost({ answers }));
    const { inspection } = await inspect(inspections);
    const further = inspections.lookFurther({ inspection }, stop);
    for (let turns = 0; turns < 100 && listeners === 0; turns++) await turn();
    assert.ok(listeners > 0, 'the pause listens for the end');
    stop.abort();
    await assert.rejects(further, CancelledError);
  });

  it('keeps what was watched while an inspection ran for the next one', async () => {
    let whileReading: (() => Promise<unknown>) | undefined;
    class BusyHost extends FakeHost {
      override async read(...args: Parameters<FakeHost['read']>): ReturnType<FakeHost['read']> {
        const run = whileReading;
        whileReading = undefined;
        await run?.();
        return super.read(...args);
      }
    }
    const ends: SocketEndSource = {
      format: { kind: 'ss' },
      listen: ({ onListening }) => {
        onListening();
        return Promise.resolve(ok({ lost: 0, problems: [] }));
      },
      sockets: () => Promise.resolve(ok({ table: socketTable([]) })),
    };
    const place = { host: new BusyHost({ answers }), collectors: [ssCollector(), procCollector], ends };
    const inspections = new HeldInspections(new Map([['local', place]]), nodeInspections);
    const watch = () => inspections.watch({ host: 'local' }, AbortSignal.abort(), () => undefined);
    const isWatched = async (): Promise<boolean> =>
      (await inspect(inspections)).report.connections !== undefined;
    assert.equal((await watch()).kind, 'watched');
    whileReading = watch;
    assert.deepEqual([await isWatched(), await isWatched(), await isWatched()], [true, true, false]);
  });

  it('knows no host of another name', async () => {
    const inspections = of(new FakeHost({ answers }));
    await assert.rejects(
      inspections.inspect({ host: 'other', collector: 'auto' }, never, () => undefined),
      /“host” must be the id of a host; “other” is not/,
    );
  });

  describe('with a workspace', () => {
    const neverRead = { get: () => new Promise<Repository>(() => undefined) };

    it('begins to read its files before the sockets', async () => {
      const order: string[] = [];
      const host = new FakeHost({ answers, onRead: (name) => order.push(name) });
      const get = (): Promise<Repository> => {
        order.push('files');
        return Promise.resolve({ facts: noFacts, servicePorts: [] });
      };
      await inspect(new HeldInspections(placesOf(host), nodeInspections, undefined, { get }));
      assert.equal(order[0], 'files');
      assert.equal(order.filter((name) => name === 'files').length, 1);
    });

    it('compares the ports of its files with the sockets of its own machine only', async () => {
      const get = (): Promise<Repository> => Promise.resolve({ facts: noFacts, servicePorts: [] });
      const missing = async (host: string): Promise<readonly string[]> => {
        const places = placesOf(new FakeHost({ answers }), host);
        const held = new HeldInspections(places, nodeInspections, undefined, { get });
        const { report } = await held.inspect({ host, collector: 'auto' }, never, () => undefined);
        return report.notJudged.map((gap) => gap.missing);
      };
      assert.ok(!(await missing('local')).includes('servicePorts'));
      for (const host of ['netns:blue', 'netns:4711', 'ssh:web1'])
        assert.ok((await missing(host)).includes('servicePorts'), host);
    });

    it('goes on without its files when they take too long', async () => {
      const places = placesOf(new FakeHost({ answers }));
      const { report } = await inspect(new HeldInspections(places, nodeInspections, undefined, neverRead, 1));
      assert.equal(report.sockets?.total, 11);
      assert.ok(report.notJudged.some(({ missing }) => missing === 'servicePorts'));
    });

    it('ends when it is cancelled while its files are being read', async () => {
      const cancellation = new AbortController();
      let isRead = false;
      const onRead = (name: string): void => {
        isRead ||= name.startsWith('ss');
      };
      const places = placesOf(new FakeHost({ answers, onRead }));
      const held = new HeldInspections(places, nodeInspections, undefined, neverRead, 600_000);
      const inspected = inspect(held, cancellation.signal);
      await waitFor('the sockets', () => isRead);
      cancellation.abort();
      await assert.rejects(inspected, CancelledError);
    });
  });
});
