import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { steadyTraffic } from '../../bench/watch/traffic.ts';
import { Setup } from '../../support/setup.ts';

/** The traffic of a benchmark whose row says whether watching slows it down. */
describe('traffic that is offered at a steady rate', function () {
  this.timeout(60_000);
  const setup = new Setup();

  it('falls behind where processors are taken from it, and does not make up for it', async () => {
    const rate = 1000;
    const stoppedMs = 2000;
    await using traffic = await steadyTraffic(await setup.namespace(), rate);
    const [start, before] = [performance.now(), traffic.opened()];
    for (const pid of traffic.pids) process.kill(pid, 'SIGSTOP');
    const atStop = traffic.opened();
    await sleep(stoppedMs);
    for (const pid of traffic.pids) process.kill(pid, 'SIGCONT');
    while (traffic.opened() < atStop + rate) await sleep(20);
    const opened = traffic.opened() - before;
    // It had less time than that, and may have been late by a twentieth of a second before.
    const seconds = (performance.now() - start - 0.9 * stoppedMs) / 1000;
    assert.ok(opened <= rate * seconds, `${String(opened)} opened in ${seconds.toFixed(1)} s`);
  });
});
