import assert from 'node:assert/strict';
import type { Collector } from '../../../../src/core/collect/collector.ts';
import { procCollector } from '../../../../src/core/collect/procCollector.ts';
import { ssCollector } from '../../../../src/core/collect/ssCollector.ts';
import {
  takeSnapshot,
  type SnapshotRequest,
  type TakenSnapshot,
} from '../../../../src/core/collect/takeSnapshot.ts';
import { CancelledError } from '../../../../src/core/model/cancellation.ts';
import { failure, ok, problemsOf, valueOf } from '../../../../src/core/model/outcome.ts';
import { timeWaitTwice } from '../../../../src/core/model/timeWaitTwice.ts';
import { inspect, lookFurther } from '../../../../src/core/inspect/inspect.ts';
import { FakeHost, linux, never } from '../../../support/fakeHost.ts';
import { fixture } from '../../../support/parsing.ts';
import { socketTable, timeWait, type SocketRow } from '../../../support/sockets.ts';

const answers = {
  ss: fixture('ss.txt'),
  '/proc/net/sockstat': 'TCP: inuse 6 orphan 0 tw 4 alloc 17 mem 2\n',
  '/proc/net/netstat': 'TcpExt: TW TWRecycled TWKilled\nTcpExt: 20 0 0\n',
  '/proc/net/snmp': 'Tcp: ActiveOpens\nTcp: 5\n',
  '/proc/sys/net/ipv4/tcp_tw_reuse': '2\n',
};

function request(host: FakeHost, more: Partial<SnapshotRequest> = {}): SnapshotRequest {
  let time = 1_000_000;
  return {
    host,
    collectors: [ssCollector(), procCollector],
    choice: 'auto',
    cancellation: never,
    now: () => (time += 7),
    onProgress: () => undefined,
    ...more,
  };
}

function take(host: FakeHost, more: Partial<SnapshotRequest> = {}): Promise<TakenSnapshot> {
  return takeSnapshot(request(host, more));
}

/** A collector whose lists show so many connections in CLOSE_WAIT, one list after the other. */
function listing(...lists: readonly (readonly SocketRow[])[]): Collector {
  let read = 0;
  return {
    id: 'ss',
    progress: 'Reading…',
    collect: () =>
      Promise.resolve(ok({ table: socketTable(lists[Math.min(read++, lists.length - 1)] ?? []) })),
  };
}

function closedByPeer(from: number, to: number): SocketRow[] {
  return Array.from({ length: to - from }, (_, at) => ({
    state: 'CLOSE_WAIT',
    local: '10.0.0.1:80',
    remote: `10.1.${String((from + at) >> 8)}.${String((from + at) & 255)}:40000`,
    inode: 1000 + from + at,
  }));
}

/** With something that happens while it lists. */
function taking(collector: Collector, happens: () => void): Collector {
  return {
    ...collector,
    collect: (...asked) => {
      happens();
      return collector.collect(...asked);
    },
  };
}

describe('a second list of a source that tells no times', () => {
  /** What is found of a pile of which so many have gone when it is listed again, and what was waited for. */
  async function judged(
    first: readonly SocketRow[],
    second: readonly SocketRow[],
    { rule: wanted = 'close-wait-pile-up', earlyMs = 0, listMs = 0 } = {},
  ) {
    const waits: number[] = [];
    let time = 1_000_000;
    const inspection = await inspect({
      ...request(new FakeHost({ answers })),
      collectors: [taking(listing(first, second), () => void (time += listMs))],
      now: () => time,
      twice: {
        intervalMs: 1000,
        wait: async (ms) => {
          waits.push(ms);
          time += ms - earlyMs;
        },
      },
    });
    const titles = inspection.report.findings
      .filter(({ rule }) => rule === wanted)
      .map(({ severity, title }) => `${severity} ${/[\d,]+ (?=connections)/.exec(title)?.[0] ?? title}`);
    return { titles, waited: waits.reduce((sum, each) => sum + each, 0) };
  }

  it('is made when those that are at work have been closed, so that a leak shows although some go', async () => {
    // Each stays for 30 s: 100 of 1,000 go in three seconds, and as many come.
    const { titles, waited } = await judged(closedByPeer(0, 1000), closedByPeer(100, 1100));
    assert.deepEqual(titles, ['warning 900 ']);
    assert.ok(waited > 3000 && waited < 3500, String(waited));
  });

  it('tells those that stay from those that come again, however long a list takes', async () => {
    const { titles } = await judged(closedByPeer(0, 1000), closedByPeer(100, 1100), { listMs: 20_000 });
    assert.deepEqual(titles, ['warning 900 ']);
  });

  it('tells a leak from the work beside it, however much that is', async () => {
    const leak = closedByPeer(0, 60);
    const { titles } = await judged(
      [...leak, ...closedByPeer(100, 900)],
      [...leak, ...closedByPeer(900, 1700)],
    );
    assert.deepEqual(titles, ['warning 60 ']);
  });

  it('comes late enough, although a timer may be early', async () => {
    const unread: SocketRow[] = Array.from({ length: 6 }, (_, at) => ({
      state: 'ESTABLISHED',
      local: '10.0.0.1:80',
      remote: `10.0.0.9:${String(40_000 + at)}`,
      inode: 10 + at,
      receiveQueue: 200_000,
    }));
    const { titles } = await judged(unread, unread, { rule: 'program-does-not-read', earlyMs: 0.8 });
    assert.deepEqual(titles, ['warning 6 ']);
  });

  it('comes as late after a list that took long, where the source tells the times', async () => {
    let time = 1_000_000;
    const pile = closedByPeer(0, 100);
    const collector = taking(
      { ...listing(pile), lookAgain: () => Promise.resolve(new Uint32Array(100).fill(2500)) },
      () => void (time += 5000),
    );
    const { report, snapshot } = await inspect({
      ...request(new FakeHost({ answers })),
      collectors: [collector],
      now: () => time,
      twice: { intervalMs: 1000, wait: async (ms) => void (time += ms) },
    });
    assert.equal(snapshot.lookedAgainAfterMs, 1000);
    assert.ok(report.findings.some(({ rule }) => rule === 'close-wait-pile-up'));
  });

  it('is not made of one that tells them but could not, neither at once nor later', async () => {
    const pile = closedByPeer(0, 100);
    let time = 1_000_000;
    const twice: SnapshotRequest['twice'] = {
      intervalMs: 1000,
      wait: async (ms) => void (time += ms),
    };
    const asked = (): SnapshotRequest => ({
      ...request(new FakeHost({ answers })),
      collectors: [{ ...listing(pile), lookAgain: () => Promise.resolve(undefined) }],
      now: () => time,
    });
    const atOnce = await inspect({ ...asked(), twice });
    const further = await lookFurther(await inspect(asked()), { ...asked(), twice });
    for (const inspection of [atOnce, further]) {
      assert.ok(inspection);
      assert.equal(valueOf(inspection.snapshot.sockets)?.quietMs, undefined);
      assert.equal(inspection.snapshot.lookedAgainAfterMs, undefined);
    }
  });

  it('finds nothing where each goes within three seconds, and waits for nothing where there is no pile', async () => {
    assert.deepEqual((await judged(closedByPeer(0, 400), closedByPeer(400, 800))).titles, []);
    const few = (await judged(closedByPeer(0, 49), closedByPeer(0, 49))).waited;
    assert.equal(few, 1000);
  });
});

describe('takeSnapshot', () => {
  it('reads every section, and says when and for how long', async () => {
    const { snapshot } = await take(new FakeHost({ answers }));
    assert.deepEqual(
      [snapshot.hostLabel, snapshot.takenAt, snapshot.elapsedMs, snapshot.collector],
      ['web1', 1_000_007, 21, 'ss'],
    );
    assert.deepEqual(valueOf(snapshot.facts), linux);
    assert.equal(valueOf(snapshot.sockets)?.length, 11);
    assert.equal(valueOf(snapshot.counters)?.current.get('TcpExt.TW'), 20);
    assert.equal(valueOf(snapshot.counters)?.previous, undefined);
    assert.equal(valueOf(snapshot.parameters)?.get('net.ipv4.tcp_tw_reuse')?.value, '2');
  });

  it('knows before Linux 5.18, too, how many entered TIME_WAIT while it watched the counters', async () => {
    const reusing = { ...answers, '/proc/sys/net/ipv4/tcp_tw_reuse': '1\n' };
    const changing: Record<string, string> = { ...reusing, '/proc/sys/net/ipv4/tcp_timestamps': '1\n' };
    const host = new FakeHost({
      answers: changing,
      facts: ok({ ...linux, kernelRelease: '5.15.0', kernel: { major: 5, minor: 15, patch: 0 } }),
    });
    const waiting = Array.from({ length: 50 }, (_, at) =>
      timeWait(`10.0.0.1:${String(40_000 + at)}`, '10.0.0.9:80', 1),
    );
    let time = 1_000_000;
    const { report, snapshot } = await inspect({
      ...request(host),
      collectors: [listing(waiting)],
      now: () => time,
      twice: {
        intervalMs: 1000,
        wait: async (ms) => {
          time += ms;
          changing['/proc/net/sockstat'] = 'TCP: inuse 6 orphan 0 tw 104 alloc 17 mem 2\n';
          changing['/proc/net/netstat'] = 'TcpExt: TW TWRecycled TWKilled\nTcpExt: 20 200 0\n';
        },
      },
    });
    assert.equal(report.rates?.timeWait, 300);
    assert.equal(valueOf(snapshot.counters)?.current.get('sockstat.TCP.tw'), 4, 'as with the sockets');
    const [destination] = report.sockets?.destinations ?? [];
    assert.equal(destination?.closesPerSecond, 300, 'with those that were taken over');
  });

  it('hands on the owners that a collector names', async () => {
    const { owners } = await take(
      new FakeHost({ answers: { ...answers, ss: fixture('ss-split-names.txt') } }),
    );
    assert.equal(owners?.size, 2);
    assert.equal((await take(new FakeHost({ answers }))).owners, undefined);
  });

  it('tells the collector about how many sockets there were before', async () => {
    const expected: (number | undefined)[] = [];
    const collector: Collector = {
      ...listing([]),
      collect: (_host, _facts, _cancellation, query) => {
        expected.push(query?.expected);
        return Promise.resolve(ok({ table: socketTable([]) }));
      },
    };
    const counters = new Map([
      ['sockstat.TCP.inuse', 60],
      ['sockstat.TCP.tw', 800],
      ['sockstat6.TCP6.inuse', 140],
    ]);
    for (const more of [{}, { earlier: { counters, readAt: 1_000_000 } }])
      await take(new FakeHost({ answers }), { collectors: [collector], ...more });
    assert.deepEqual(expected, [0, 1100]);
  });

  it('keeps the earlier counters beside the present ones', async () => {
    const earlier = { counters: new Map([['TcpExt.TW', 5]]), readAt: 1_000_014 - 12_000 };
    const { snapshot } = await take(new FakeHost({ answers }), { earlier });
    assert.deepEqual(valueOf(snapshot.counters)?.previous, {
      counters: earlier.counters,
      secondsEarlier: 12,
    });
  });

  it('tells a number of sockets in TIME_WAIT that has not changed since then from one that was not read again', async () => {
    const earlier = {
      counters: new Map([
        ['TcpExt.TW', 5],
        ['sockstat.TCP.tw', 4],
      ]),
      readAt: 1_000_014 - 1000,
    };
    const { snapshot } = await take(new FakeHost({ answers }), { earlier });
    assert.deepEqual(timeWaitTwice(valueOf(snapshot.counters) ?? assert.fail()), { before: 4, now: 4 });
  });

  it('tells what it does', async () => {
    const messages: string[] = [];
    await take(new FakeHost({ answers }), { onProgress: (message) => messages.push(message) });
    assert.deepEqual(messages, ['Reading kernel information…', 'Reading sockets with ss…']);
  });

  it('reads nothing of a host that is no Linux, and says so', async () => {
    const host = new FakeHost({ answers, facts: ok({ ...linux, platform: 'darwin' }) });
    const { snapshot } = await take(host);
    assert.deepEqual(host.asked, []);
    for (const section of [snapshot.sockets, snapshot.counters, snapshot.parameters]) {
      assert.equal(section.kind, 'unavailable');
      assert.equal(problemsOf(section)[0]?.code, 'not-linux');
      assert.match(problemsOf(section)[0]?.message ?? '', /darwin/);
    }
    assert.equal(snapshot.facts.kind, 'ok');
  });

  it('reads nothing of a host that does not answer', async () => {
    const reason = failure('failed', 'unreachable', 'It does not answer.', 'Ping it.');
    const host = new FakeHost({ answers, facts: reason });
    const { snapshot } = await take(host);
    assert.deepEqual(host.asked, []);
    assert.deepEqual([snapshot.facts, snapshot.sockets, snapshot.counters], [reason, reason, reason]);
  });

  it('keeps sections apart: where nothing can be read each says why', async () => {
    const { snapshot } = await take(new FakeHost());
    assert.deepEqual(
      [snapshot.sockets.kind, snapshot.counters.kind, snapshot.parameters.kind],
      ['unavailable', 'unavailable', 'unavailable'],
    );
    assert.equal(snapshot.collector, undefined);
    assert.deepEqual(
      snapshot.attempts.map(({ collector }) => collector),
      ['ss', 'proc'],
    );
  });

  it('throws when it is cancelled, before it begins and at any time later', async () => {
    await assert.rejects(
      take(new FakeHost({ answers }), { cancellation: AbortSignal.abort() }),
      CancelledError,
    );
    const reads = new FakeHost({ answers });
    await take(reads);
    for (const name of new Set(reads.asked)) {
      const controller = new AbortController();
      const host = new FakeHost({
        answers,
        onRead: (asked) => {
          if (asked === name) controller.abort();
        },
      });
      await assert.rejects(take(host, { cancellation: controller.signal }), CancelledError, name);
    }
  });
});
