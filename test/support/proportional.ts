import assert from 'node:assert/strict';

/** The least processor time of a few runs, in microseconds, whatever else the machine does. */
function cost(run: () => unknown): number {
  const times = Array.from({ length: 3 }, () => {
    const start = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(start);
    return user + system;
  });
  return Math.min(...times);
}

/** Of 8 for what is linear and 64 for what is quadratic: what the engine compiles and collects meanwhile lies in between. */
const mostGrowth = 24;

/** Runs what takes an input of a size with `largest` and with an eighth of it. */
export function assertProportional(what: string, run: (size: number) => unknown, largest: number): void {
  const large = cost(() => run(largest));
  const ratio = large / cost(() => run(largest / 8));
  assert.ok(ratio <= mostGrowth, `${what}: 8 times the input took ${ratio.toFixed(1)} times as long`);
}
