import assert from 'node:assert/strict';
import { collectSockets, type SocketCollection } from '../../../../src/core/collect/collectSockets.ts';
import { procCollector } from '../../../../src/core/collect/procCollector.ts';
import { ssCollector } from '../../../../src/core/collect/ssCollector.ts';
import { problemsOf, valueOf } from '../../../../src/core/model/outcome.ts';
import type { CollectorChoice } from '../../../../src/core/model/snapshot.ts';
import {
  denied,
  exited,
  FakeHost,
  linux,
  never,
  notFound,
  timedOut,
  type Answer,
} from '../../../support/fakeHost.ts';
import { fixture } from '../../../support/parsing.ts';

const collectors = [ssCollector(), procCollector];
const proc = {
  '/proc/net/tcp': fixture('proc-net-tcp.txt'),
  '/proc/net/tcp6': fixture('proc-net-tcp6.txt'),
};
const ss = fixture('ss.txt');
const ssWithoutTimers = ss.replaceAll(/timer:\S*/g, '');

async function collect(
  answers: Readonly<Record<string, Answer>>,
  choice: CollectorChoice = 'auto',
): Promise<SocketCollection & { progress: string[]; summary: string }> {
  const progress: string[] = [];
  const host = new FakeHost({ answers });
  const found = await collectSockets({
    host,
    facts: linux,
    collectors,
    choice,
    cancellation: never,
    onProgress: (message) => progress.push(message),
  });
  const { collector = 'none', attempts, sockets } = found;
  const rows = valueOf(sockets)?.table.length ?? '';
  const summary = `${collector} ${sockets.kind} ${rows} after ${attempts.map((attempt) => attempt.collector).join()}`;
  return { ...found, progress, summary };
}

describe('collectSockets', () => {
  it('uses the first collector that can', async () => {
    const { summary, progress } = await collect({ ss, ...proc });
    assert.equal(summary, 'ss ok 11 after ');
    assert.deepEqual(progress, ['Reading sockets with ss…']);
  });

  it('goes on to the next for every way in which ss can fail, and records why', async () => {
    const ways: readonly (readonly [Answer, RegExp])[] = [
      [notFound, /does not exist/],
      [denied, /may not be read/],
      [timedOut, /ended after 30 s/],
      [exited('boom'), /boom/],
      ['garbage\n', /cannot be read/],
      [{ text: ss, outcome: timedOut }, /ended after 30 s/],
    ];
    for (const [answer, reason] of ways) {
      const { summary, attempts, progress } = await collect({ ss: answer, ...proc });
      assert.equal(summary, 'proc ok 11 after ss');
      assert.match(attempts[0]?.reason ?? '', reason);
      assert.equal(progress.length, 2);
    }
  });

  it('goes on where ss prints no timers, but not where the user insists on it', async () => {
    const automatic = await collect({ ss: ssWithoutTimers, ...proc });
    assert.equal(automatic.summary, 'proc ok 11 after ss');
    assert.match(automatic.attempts[0]?.reason ?? '', /prints no timer for 3 TIME_WAIT sockets/);
    const chosen = await collect({ ss: ssWithoutTimers, ...proc }, 'ss');
    assert.equal(chosen.summary, 'ss partial 11 after ');
    assert.equal(problemsOf(chosen.sockets)[0]?.code, 'ss-no-timers');
  });

  it('comes back to sockets without timers where nothing else can be read', async () => {
    const { summary, sockets, attempts } = await collect({ ss: ssWithoutTimers, '/proc/net/tcp': denied });
    assert.equal(summary, 'ss partial 11 after proc');
    assert.equal(problemsOf(sockets)[0]?.code, 'ss-no-timers');
    assert.match(attempts[0]?.reason ?? '', /may not be read/);
  });

  it('stays with what is partial for another reason', async () => {
    const { summary } = await collect({ ss: `${ss}garbage\n`, ...proc });
    assert.equal(summary, 'ss partial 11 after ');
  });

  it('tries a chosen collector only', async () => {
    assert.equal((await collect({ ss, ...proc }, 'proc')).summary, 'proc ok 11 after ');
    const failed = await collect({ ss: notFound, ...proc }, 'ss');
    assert.equal(failed.summary, 'none unavailable  after ss');
  });

  it('tells what the last one said where none can', async () => {
    const { summary, sockets } = await collect({ ss: notFound, '/proc/net/tcp': denied });
    assert.equal(summary, 'none denied  after ss,proc');
    assert.equal(problemsOf(sockets)[0]?.code, 'denied');
  });

  it('says so where the chosen collector is not there', async () => {
    const { summary, sockets } = await collect({ ss, ...proc }, 'sock_diag');
    assert.equal(summary, 'none unavailable  after ');
    assert.equal(problemsOf(sockets)[0]?.code, 'no-collector');
  });
});
