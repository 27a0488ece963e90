import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { WatchJson } from '../../../src/cli/watch/watchJson.ts';
import type { Report } from '../../../src/core/report/report.ts';
import { cliPath } from '../../support/cli.ts';
import { kernelNotOwned } from '../../support/kernelFiles.ts';
import type { Namespace } from '../../support/namespace.ts';
import { nodePath, repository } from '../../support/paths.ts';
import { runOk } from '../../support/run.ts';
import { Setup } from '../../support/setup.ts';
import { skipWhere } from '../../support/skipWhere.ts';
import { keepEnding, makeEndings, Watching } from '../../support/watching.ts';

const day = 86_400;
const count = 12;
const jumping = [
  'env',
  'JUMP=forth-and-back',
  `NODE_OPTIONS=--require=${join(repository, 'test/support/jumpingClock.cjs')}`,
];

/** How long it was listened, and so every rate, comes from a clock that nobody sets. */
describe('watching while the clock jumps', function () {
  this.timeout(60_000);
  const setup = new Setup();
  let namespace: Namespace;

  before(async () => {
    namespace = await setup.namespace();
  });

  function check({ seconds, ended, history, destinations }: WatchJson, port: number): void {
    assert.ok(seconds > 1 && seconds < 60, `${String(seconds)} s`);
    assert.equal(history.secondsPerStep, 1);
    assert.equal(
      history.ended.reduce((sum, one) => sum + one, 0),
      ended,
    );
    const destination = destinations.find(({ remotePort }) => remotePort === port);
    assert.equal(destination?.kinds.exchange, count);
    assert.equal(destination.perSecond, count / seconds);
  }

  it('tells the same seconds and rates', async () => {
    await using watching = await Watching.start(namespace, jumping);
    const { port } = await makeEndings(namespace, 4, 'exchange-client-first', count);
    await watching.heard(2 * count);
    check(await watching.stop(), port);
  });

  it('inspects for the same seconds, and hears what ends', async () => {
    await using ending = await keepEnding(namespace);
    const [command = '', ...rest] = jumping;
    const { stdout } = await namespace.run(command, [...rest, nodePath, cliPath, 'inspect', '--json']);
    const { connections } = JSON.parse(stdout) as Report;
    const { seconds = 0, destinations = [] } = connections ?? {};
    assert.ok(seconds > 0.5 && seconds < 30, `${String(seconds)} s`);
    assert.ok(destinations.some(({ remotePort, ended }) => remotePort === ending.port && ended > 0));
  });

  it('tells the same where the time of the machine is set, forth and back', async function () {
    skipWhere(this, kernelNotOwned());
    await using watching = await Watching.start(namespace);
    const now = Math.floor(Date.now() / 1000);
    try {
      await runOk('date', ['-s', `@${String(now + day)}`]);
      const { port } = await makeEndings(namespace, 4, 'exchange-client-first', count);
      await watching.heard(2 * count);
      await runOk('date', ['-s', `@${String(now - day)}`]);
      check(await watching.stop(), port);
    } finally {
      await runOk('date', ['-s', `@${String(now)}`]);
    }
  });
});
