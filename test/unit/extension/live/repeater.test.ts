import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Repeater } from '../../../../src/extension/live/repeater.ts';
import { FakeClock } from '../../../support/fakeClock.ts';

/** Work that takes as long as the test says, and when it was begun. */
function world(tookMs: (run: number) => number) {
  const clock = new FakeClock();
  const starts: number[] = [];
  const repeater = new Repeater(clock, async () => {
    starts.push(clock.now());
    const took = tookMs(starts.length);
    if (took > 0)
      await new Promise<void>((resolve) => {
        clock.after(took, resolve);
      });
  });
  return { clock, starts, repeater };
}

describe('Repeater', () => {
  it('works at once and then in the interval, from start to start', async () => {
    const { clock, starts, repeater } = world(() => 50);
    repeater.every(2000);
    await clock.pass(7000);
    assert.deepEqual(starts, [0, 2000, 4000, 6000]);
  });

  it('does nothing, and sets no timer, before it is told to and after it is told to stop', async () => {
    const { clock, starts, repeater } = world(() => 0);
    await clock.pass(10_000);
    assert.deepEqual([starts.length, clock.pending], [0, 0]);
    repeater.every(1000);
    await clock.pass(2500);
    repeater.every(0);
    assert.equal(clock.pending, 0);
    await clock.pass(10_000);
    assert.equal(starts.length, 3);
  });

  it('waits 19 times as long as the work took, when that is longer than the interval', async () => {
    const { clock, starts, repeater } = world((run) => (run === 1 ? 300 : 10));
    repeater.every(2000);
    await clock.pass(9000);
    assert.deepEqual(starts, [0, 6000, 8000]);
  });

  it('never spends more than 5 % of the time, whatever it is told and however long the work takes', async () => {
    const durations = fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 2, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(durations, fc.integer({ min: 1, max: 3000 }), async (took, interval) => {
        const { clock, starts, repeater } = world((run) => took[run - 1] ?? 0);
        repeater.every(interval);
        await clock.pass(200_000);
        starts.slice(1).forEach((start, index) => {
          const period = start - (starts[index] ?? 0);
          assert.ok(period >= Math.max(interval, 20 * (took[index] ?? 0)), `${String(period)} ms`);
        });
        repeater.every(0);
      }),
      { numRuns: 50 },
    );
  });

  it('waits for the rest of the interval where the same was done for another reason', async () => {
    const { clock, starts, repeater } = world(() => 0);
    await clock.pass(10_000);
    repeater.note(9000, 100);
    repeater.every(5000);
    await clock.pass(3900);
    assert.deepEqual(starts, []);
    await clock.pass(200);
    assert.deepEqual(starts, [14_000]);
  });

  it('is due at once when it was stopped for longer than the interval, and not sooner', async () => {
    const { clock, starts, repeater } = world(() => 0);
    repeater.every(2000);
    await clock.pass(100);
    repeater.every(0);
    await clock.pass(900);
    repeater.every(2000);
    await clock.pass(500);
    assert.deepEqual(starts, [0]);
    repeater.every(0);
    await clock.pass(10_000);
    repeater.every(2000);
    await clock.pass(0);
    assert.deepEqual(starts, [0, 11_500]);
  });

  it('can be stopped by its own work', async () => {
    const clock = new FakeClock();
    let runs = 0;
    const repeater: Repeater = new Repeater(clock, () => {
      runs++;
      repeater.every(0);
      return Promise.resolve();
    });
    repeater.every(1000);
    await clock.pass(10_000);
    assert.deepEqual([runs, clock.pending], [1, 0]);
  });
});
