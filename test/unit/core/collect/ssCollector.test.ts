import assert from 'node:assert/strict';
import type { CollectedSockets } from '../../../../src/core/collect/collector.ts';
import { ssCollector } from '../../../../src/core/collect/ssCollector.ts';
import { CancelledError } from '../../../../src/core/model/cancellation.ts';
import { failure, problemsOf, valueOf, type Outcome } from '../../../../src/core/model/outcome.ts';
import { denied, exited, FakeHost, linux, never, notFound, timedOut } from '../../../support/fakeHost.ts';
import { fixture } from '../../../support/parsing.ts';
import { rowsOf } from '../../../support/sockets.ts';

const modern = 'ss -H -n -t -a -o -e -O';
const old = 'ss -n -t -a -o -e';

async function collect(host: FakeHost): Promise<Outcome<CollectedSockets>> {
  return ssCollector().collect(host, linux, never);
}

function code(outcome: Outcome<unknown>): string {
  return `${outcome.kind} ${problemsOf(outcome)[0]?.code ?? ''}`.trim();
}

describe('the collector ss', () => {
  it('reads all sockets with one call', async () => {
    const host = new FakeHost({ answers: { [modern]: fixture('ss.txt') } });
    const outcome = await collect(host);
    assert.equal(outcome.kind, 'ok');
    assert.equal(outcome.value.table.length, 11);
    assert.ok(outcome.value.table.acceptQueueLimit);
    assert.deepEqual(host.asked, [modern]);
  });

  it('asks an ss that knows no -O or -H again without them', async () => {
    const answers = {
      [modern]: exited("ss: invalid option -- 'O'"),
      [old]: fixture('ss-details.txt'),
    };
    const host = new FakeHost({ answers });
    const outcome = await collect(host);
    const expected = await collect(new FakeHost({ answers: { ss: fixture('ss.txt') } }));
    assert.equal(outcome.kind, 'ok');
    assert.deepEqual(rowsOf(outcome.value.table), rowsOf(valueOf(expected)!.table));
    assert.deepEqual(host.asked, [modern, old]);
  });

  it('tells the first error where the second call fails too', async () => {
    const answers = { [modern]: exited('Cannot open netlink socket'), [old]: exited('other') };
    const outcome = await collect(new FakeHost({ answers }));
    assert.equal(code(outcome), 'failed command-failed');
    assert.match(problemsOf(outcome)[0]?.message ?? '', /Cannot open netlink socket/);
  });

  it('is not asked again when it is missing, may not be run, or hangs', async () => {
    for (const [answer, expected] of [
      [notFound, 'unavailable not-found'],
      [denied, 'denied denied'],
      [timedOut, 'failed timed-out'],
    ] as const) {
      const host = new FakeHost({ answers: { ss: answer } });
      assert.equal(code(await collect(host)), expected);
      assert.equal(host.asked.length, 1);
    }
  });

  it('throws away what came before a failure', async () => {
    const half = { text: fixture('ss.txt').slice(0, 300), outcome: timedOut };
    assert.equal(code(await collect(new FakeHost({ answers: { ss: half } }))), 'failed timed-out');
  });

  it('has a time limit', async () => {
    let limit = 0;
    const host = new FakeHost({ answers: { ss: '' } });
    const read = host.read.bind(host);
    host.read = (source, onChunk, cancellation) => {
      if (source.kind === 'command') limit = source.timeLimitMs;
      return read(source, onChunk, cancellation);
    };
    await ssCollector({ timeLimitMs: 1234 }).collect(host, linux, never);
    assert.equal(limit, 1234);
  });

  it('takes no sockets for no sockets', async () => {
    const outcome = await collect(new FakeHost({ answers: { ss: '' } }));
    assert.equal(outcome.kind, 'ok');
    assert.equal(outcome.value.table.length, 0);
  });

  it('fails on garbage and says what to do', async () => {
    const outcome = await collect(new FakeHost({ answers: { ss: 'Segmentation fault\nfoo\n' } }));
    assert.equal(code(outcome), 'failed ss-garbage');
    const [problem] = problemsOf(outcome);
    assert.match(problem?.message ?? '', /“Segmentation fault”/);
    assert.match(problem?.nextStep ?? '', /ss -tan/);
  });

  it('is partial where some lines cannot be read', async () => {
    const outcome = await collect(new FakeHost({ answers: { ss: `${fixture('ss.txt')}garbage\n` } }));
    assert.equal(code(outcome), 'partial ss-bad-lines');
    assert.equal(valueOf(outcome)?.table.length, 11);
  });

  it('is partial where TIME_WAIT has no timers (iproute2 6.7)', async () => {
    const without = fixture('ss.txt').replaceAll(/timer:\S*/g, '');
    const outcome = await collect(new FakeHost({ answers: { ss: without } }));
    assert.equal(code(outcome), 'partial ss-no-timers');
    assert.match(problemsOf(outcome)[0]?.message ?? '', /no timer for 3 TIME_WAIT sockets/);
  });

  it('hands on the owners that ss names', async () => {
    const outcome = await collect(new FakeHost({ answers: { ss: fixture('ss-split-names.txt') } }));
    assert.deepEqual(valueOf(outcome)?.owners?.get(163634), [{ pid: 30496, name: 'a\nb\nc' }]);
    const nameless = await collect(new FakeHost({ answers: { ss: fixture('ss.txt') } }));
    assert.equal(valueOf(nameless)?.owners, undefined);
  });

  it('does not count what a host could give in part only', async () => {
    const problem = { code: 'cut', message: 'Cut.', nextStep: 'Again.' };
    const partial: Outcome<void> = { kind: 'partial', value: undefined, problems: [problem] };
    assert.equal(code(await collect(new FakeHost({ answers: { ss: partial } }))), 'failed cut');
    const silent: Outcome<void> = { kind: 'partial', value: undefined, problems: [] };
    assert.equal(code(await collect(new FakeHost({ answers: { ss: silent } }))), 'failed failed');
  });

  it('stops between the two calls when cancelled', async () => {
    const controller = new AbortController();
    const refused = failure('failed', 'command-failed', 'No.', 'Try.');
    const host = new FakeHost({ answers: { ss: refused } });
    const read = host.read.bind(host);
    host.read = async (...args) => {
      const outcome = await read(...args);
      controller.abort();
      return outcome;
    };
    await assert.rejects(ssCollector().collect(host, linux, controller.signal), CancelledError);
    assert.equal(host.asked.length, 1);
  });
});
