import assert from 'node:assert/strict';
import { collectCounters } from '../../../../src/core/collect/collectCounters.ts';
import type { Counters } from '../../../../src/core/model/counters.ts';
import { problemsOf, valueOf, type Outcome } from '../../../../src/core/model/outcome.ts';
import { denied, FakeHost, never, notFound, type Answer } from '../../../support/fakeHost.ts';

const all: Readonly<Record<string, Answer>> = {
  '/proc/net/sockstat': 'sockets: used 143\nTCP: inuse 6 orphan 0 tw 39 alloc 17 mem 2\n',
  '/proc/net/sockstat6': 'TCP6: inuse 4\n',
  '/proc/net/netstat': 'TcpExt: TW TWRecycled\nTcpExt: 20 3\n',
  '/proc/net/snmp': 'Tcp: ActiveOpens PassiveOpens\nTcp: 5 6\n',
};

function collect(changes: Readonly<Record<string, Answer>>): Promise<Outcome<Counters>> {
  return collectCounters(new FakeHost({ answers: { ...all, ...changes } }), never);
}

function codes(outcome: Outcome<unknown>): readonly string[] {
  return [outcome.kind, ...problemsOf(outcome).map(({ code }) => code)];
}

describe('collectCounters', () => {
  it('puts the counters of all files together', async () => {
    const outcome = await collect({});
    assert.equal(outcome.kind, 'ok');
    const names = ['sockstat.TCP.tw', 'sockstat6.TCP6.inuse', 'TcpExt.TW', 'Tcp.PassiveOpens'];
    assert.deepEqual(
      names.map((name) => outcome.value.get(name)),
      [39, 4, 20, 6],
    );
  });

  it('finds nothing wrong with a kernel that has no IPv6', async () => {
    assert.deepEqual(codes(await collect({ '/proc/net/sockstat6': notFound })), ['ok']);
  });

  it('is partial where one file may not be read, is missing, or holds garbage', async () => {
    assert.deepEqual(codes(await collect({ '/proc/net/netstat': denied })), ['partial', 'denied']);
    assert.deepEqual(codes(await collect({ '/proc/net/sockstat6': denied })), ['partial', 'denied']);
    assert.deepEqual(codes(await collect({ '/proc/net/snmp': notFound })), ['partial', 'not-found']);
    const garbage = await collect({ '/proc/net/sockstat': 'hello' });
    assert.deepEqual(codes(garbage), ['partial', 'counters-garbage']);
    assert.match(problemsOf(garbage)[0]?.message ?? '', /\/proc\/net\/sockstat/);
    assert.equal(valueOf(garbage)?.get('TcpExt.TW'), 20);
  });

  it('has no counters where no file can be read, and says why', async () => {
    const every = (answer: Answer): Readonly<Record<string, Answer>> =>
      Object.fromEntries(Object.keys(all).map((path) => [path, answer]));
    assert.deepEqual(codes(await collect(every(denied))), ['denied', 'denied']);
    assert.deepEqual(codes(await collect(every(notFound))), ['unavailable', 'not-found']);
    assert.deepEqual(codes(await collect(every(''))), ['failed', 'counters-garbage']);
  });
});
