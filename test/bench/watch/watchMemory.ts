import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Namespace } from '../../support/namespace.ts';
import { Watching } from '../../support/watching.ts';
import { budgets } from '../budgets.ts';
import { row, type Row } from '../row.ts';
import { median } from '../statistics.ts';
import { makeConnections } from './makeConnections.ts';

/** Connections a second: more do not take more, and the machine has something else to do. */
const memoryRate = 2000;
/** Else what grows is what the engine has not swept yet, by steps of 64 MB. */
const smallNursery = '--max-semi-space-size=2';
/** Until then the engine has grown its heap to a size that suits it. */
const warmUpSeconds = 75;

/** @param minutes for which it is looked at. */
export async function measureWatchMemory(
  namespace: Namespace,
  minutes: number,
  say: (text: string) => void,
): Promise<Row> {
  await using watching = await Watching.start(namespace, ['env', `NODE_OPTIONS=${smallNursery}`]);
  const seconds = Math.max(2 * warmUpSeconds, minutes * 60);
  const making = makeConnections(namespace, memoryRate, seconds);
  await sleep(warmUpSeconds * 1000);
  const levels: number[] = [];
  const steps = 12;
  for (let step = 0; step < steps; step++) {
    await sleep((((seconds - warmUpSeconds) * 0.9) / steps) * 1000);
    levels.push(residentMegabytes(watching.pid));
  }
  const [made] = await making;
  const third = steps / 3;
  const growth = median(levels.slice(-third)) - median(levels.slice(0, third));
  say(
    `${String(made)} connections in ${String(seconds)} s; MB: ${levels.map((one) => one.toFixed(0)).join(' ')}`,
  );
  return row(
    {
      name: `watching for ${String(seconds)} s: memory at the end, more than after ${String(warmUpSeconds)} s`,
      unit: 'MB',
      medians: { more: growth, 'at most': Math.max(...levels) },
    },
    budgets.watchGrowthMegabytes,
  );
}

function residentMegabytes(pid: number): number {
  const found = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'));
  return Number(found?.[1]) / 1024;
}
