import assert from 'node:assert/strict';
import type { CollectedSockets } from '../../../../src/core/collect/collector.ts';
import { procCollector } from '../../../../src/core/collect/procCollector.ts';
import { problemsOf, valueOf, type Outcome } from '../../../../src/core/model/outcome.ts';
import { denied, FakeHost, linux, never, notFound, type Answer } from '../../../support/fakeHost.ts';
import { fixture } from '../../../support/parsing.ts';
import { rowsOf } from '../../../support/sockets.ts';

const [tcp, tcp6] = ['/proc/net/tcp', '/proc/net/tcp6'] as const;

function collect(answers: Readonly<Record<string, Answer>>): Promise<Outcome<CollectedSockets>> {
  return procCollector.collect(new FakeHost({ answers }), linux, never);
}

function codes(outcome: Outcome<unknown>): readonly string[] {
  return [outcome.kind, ...problemsOf(outcome).map(({ code }) => code)];
}

describe('the collector proc', () => {
  it('reads both files into one table, which has no limits of accept queues', async () => {
    const outcome = await collect({
      [tcp]: fixture('proc-net-tcp.txt'),
      [tcp6]: fixture('proc-net-tcp6.txt'),
    });
    assert.equal(outcome.kind, 'ok');
    assert.deepEqual([...outcome.value.table.family], [4, 4, 4, 4, 4, 4, 4, 6, 6, 6, 6]);
    assert.equal(outcome.value.table.acceptQueueLimit, undefined);
  });

  it('reads addresses in the byte order of the host', async () => {
    const answers = { [tcp]: fixture('proc-net-tcp.txt').replaceAll('0100007F', '7F000001') };
    const host = new FakeHost({ answers });
    const outcome = await procCollector.collect(host, { ...linux, byteOrder: 'big' }, never);
    assert.equal(rowsOf(valueOf(outcome)!.table)[0]?.local, '127.0.0.1:9200');
  });

  it('finds nothing wrong with a kernel that has no IPv6', async () => {
    const outcome = await collect({ [tcp]: fixture('proc-net-tcp.txt'), [tcp6]: notFound });
    assert.deepEqual(codes(outcome), ['ok']);
    assert.equal(valueOf(outcome)?.table.length, 7);
  });

  it('is partial where IPv6 may not be read', async () => {
    const outcome = await collect({ [tcp]: fixture('proc-net-tcp.txt'), [tcp6]: denied });
    assert.deepEqual(codes(outcome), ['partial', 'denied']);
  });

  it('fails as the first file does', async () => {
    assert.deepEqual(codes(await collect({ [tcp]: notFound })), ['unavailable', 'not-found']);
    assert.deepEqual(codes(await collect({ [tcp]: denied })), ['denied', 'denied']);
  });

  it('fails on garbage and says what to do', async () => {
    const outcome = await collect({ [tcp]: 'hello\nworld\n' });
    assert.deepEqual(codes(outcome), ['failed', 'proc-garbage']);
    assert.match(problemsOf(outcome)[0]?.nextStep ?? '', /mount/);
  });

  it('is partial where some lines cannot be read, and names the file', async () => {
    const outcome = await collect({
      [tcp]: fixture('proc-net-tcp.txt'),
      [tcp6]: `${fixture('proc-net-tcp6.txt')}garbage\n`,
    });
    assert.deepEqual(codes(outcome), ['partial', 'proc-bad-lines']);
    assert.match(problemsOf(outcome)[0]?.message ?? '', /1 line of \/proc\/net\/tcp6/);
  });

  it('takes no sockets for no sockets', async () => {
    const outcome = await collect({ [tcp]: fixture('proc-net-tcp.txt').split('\n')[0] ?? '' });
    assert.equal(valueOf(outcome)?.table.length, 0);
    assert.equal(outcome.kind, 'ok');
  });
});
