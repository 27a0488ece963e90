import assert from 'node:assert/strict';
import { procCollector } from '../../../../src/core/collect/procCollector.ts';
import { ssCollector } from '../../../../src/core/collect/ssCollector.ts';
import {
  takeSnapshot,
  type SnapshotRequest,
  type TakenSnapshot,
} from '../../../../src/core/collect/takeSnapshot.ts';
import { CancelledError } from '../../../../src/core/model/cancellation.ts';
import { failure, ok, problemsOf, valueOf } from '../../../../src/core/model/outcome.ts';
import { FakeHost, linux, never } from '../../../support/fakeHost.ts';
import { fixture } from '../../../support/parsing.ts';

const answers = {
  ss: fixture('ss.txt'),
  '/proc/net/sockstat': 'TCP: inuse 6 orphan 0 tw 4 alloc 17 mem 2\n',
  '/proc/net/netstat': 'TcpExt: TW\nTcpExt: 20\n',
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

describe('takeSnapshot', () => {
  it('reads every section, and says when and for how long', async () => {
    const { snapshot } = await take(new FakeHost({ answers }));
    assert.deepEqual(
      [snapshot.hostLabel, snapshot.takenAt, snapshot.elapsedMs, snapshot.collector],
      ['web1', 1_000_007, 7, 'ss'],
    );
    assert.deepEqual(valueOf(snapshot.facts), linux);
    assert.equal(valueOf(snapshot.sockets)?.length, 11);
    assert.equal(valueOf(snapshot.counters)?.current.get('TcpExt.TW'), 20);
    assert.equal(valueOf(snapshot.counters)?.previous, undefined);
    assert.equal(valueOf(snapshot.parameters)?.get('net.ipv4.tcp_tw_reuse')?.value, '2');
  });

  it('hands on the owners that a collector names', async () => {
    const { owners } = await take(
      new FakeHost({ answers: { ...answers, ss: fixture('ss-split-names.txt') } }),
    );
    assert.equal(owners?.size, 2);
    assert.equal((await take(new FakeHost({ answers }))).owners, undefined);
  });

  it('keeps the earlier counters beside the present ones', async () => {
    const earlier = { counters: new Map([['TcpExt.TW', 5]]), takenAt: 1_000_007 - 12_000 };
    const { snapshot } = await take(new FakeHost({ answers }), { earlier });
    assert.deepEqual(valueOf(snapshot.counters)?.previous, {
      counters: earlier.counters,
      secondsEarlier: 12,
    });
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
