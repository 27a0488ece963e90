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

/** Microseconds. Less than this is not told apart from nothing by a machine that counts processor time in ticks. */
const leastCost = 1000;

/** Of 8 for what is linear and 64 for what is quadratic: what the engine compiles and collects meanwhile lies in between. */
const mostGrowth = 24;

/** What is quadratic is so every time; what the engine does meanwhile is not. */
const attempts = 4;

/** Runs what takes an input of a size with `largest` and with an eighth of it. */
export function assertProportional(what: string, run: (size: number) => unknown, largest: number): void {
  const ratios: string[] = [];
  while (ratios.length < attempts) {
    const ratio =
      cost(() => run(largest)) /
      Math.max(
        cost(() => run(largest / 8)),
        leastCost,
      );
    if (ratio <= mostGrowth) return;
    ratios.push(ratio.toFixed(1));
  }
  fail(what, ratios);
}

/** The same of what has to be waited for. */
export async function assertProportionalInTime(
  what: string,
  run: (size: number) => Promise<unknown>,
  largest: number,
): Promise<void> {
  const ratios: string[] = [];
  while (ratios.length < attempts) {
    const ratio =
      (await laterCost(() => run(largest))) / Math.max(await laterCost(() => run(largest / 8)), leastCost);
    if (ratio <= mostGrowth) return;
    ratios.push(ratio.toFixed(1));
  }
  fail(what, ratios);
}

async function laterCost(run: () => Promise<unknown>): Promise<number> {
  let least = Infinity;
  for (let count = 0; count < 3; count += 1) {
    const start = process.cpuUsage();
    await run();
    const { user, system } = process.cpuUsage(start);
    least = Math.min(least, user + system);
  }
  return least;
}

function fail(what: string, ratios: readonly string[]): never {
  assert.fail(`${what}: 8 times the input took ${ratios.join(', ')} times as long`);
}
