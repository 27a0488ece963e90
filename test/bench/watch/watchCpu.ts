import { setTimeout as sleep } from 'node:timers/promises';
import type { Namespace } from '../../support/namespace.ts';
import { Watching } from '../../support/watching.ts';
import { budgets } from '../budgets.ts';
import { row, type Budget, type Row } from '../row.ts';
import { median } from '../statistics.ts';
import { cpuMs } from './cpuMs.ts';
import { makeConnections } from './makeConnections.ts';
import { ssEvents } from './ssEvents.ts';

/** Connections a second; each has two ends, and both are announced. */
const wantedRate = 20_000;
const seconds = 10;
const leastRate = 1000;
/** How often `ss` may lose announcements and end before it is given fewer of them. */
const mostLosses = 3;

/**
 * What a listener costs, and what `ss` takes for the same: as anybody types it, with the least work that it can do, and with the
 * counts without which no kind can be told.
 */
export async function measureWatchCpu(
  namespace: Namespace,
  runs: number,
  say: (text: string) => void,
): Promise<readonly Row[]> {
  return [
    await against(namespace, runs, say, '-E', budgets.watchToSs),
    await against(namespace, runs, say, '-HntE'),
    await against(namespace, runs, say, '-HntEiO'),
  ];
}

/** Both listen to the same connections, so that what else the machine does takes from both. */
async function against(
  namespace: Namespace,
  runs: number,
  say: (text: string) => void,
  options: string,
  budget?: Budget,
): Promise<Row> {
  const pairs: (readonly [number, number])[] = [];
  const rates: number[] = [];
  let rate = wantedRate;
  let losses = 0;
  while (pairs.length < runs) {
    await using ours = await Watching.start(namespace);
    await using theirs = await ssEvents(namespace, options);
    const before = [cpuMs(ours.pid), cpuMs(theirs.pid)] as const;
    const [made, took] = await makeConnections(namespace, rate, seconds);
    await settled(ours, 2 * made);
    if (theirs.hasEnded()) {
      // It gives up when it has lost announcements.
      say(`ss ${options} lost announcements at ${String(rate)} a second and ended`);
      if (rate < leastRate) throw new Error(`ss ${options} ends at every rate`);
      losses++;
      if (losses % mostLosses === 0) rate /= 2;
      continue;
    }
    const [mine, other] = [cpuMs(ours.pid) - before[0], cpuMs(theirs.pid) - before[1]];
    const { ended, lost } = await ours.stop();
    const lines = await theirs.lines();
    say(
      `${String(Math.round(made / took))} connections a second: ${String(ended)} ends seen, ${String(lost)} lost, ss printed ${String(lines)}; ${mine.toFixed(0)} against ${other.toFixed(0)} ms`,
    );
    pairs.push([mine / ended, other / lines]);
    rates.push(made / took);
  }
  const name = `ss ${options} to a file`;
  return row(
    {
      name: `watching ${Math.round(median(rates)).toLocaleString('en-US')} connections a second, processor time for 1,000 ends: watch : ${name}`,
      unit: 'ms',
      medians: {
        watch: 1000 * median(pairs.map(([mine]) => mine)),
        [name]: 1000 * median(pairs.map(([, other]) => other)),
      },
      ratio: median(pairs.map(([mine, other]) => mine / other)),
    },
    budget,
  );
}

/** Until it has counted all ends, or nothing more comes. */
async function settled(watching: Watching, ends: number): Promise<void> {
  let last = -1;
  while (watching.latest.ended < ends && watching.latest.ended !== last) {
    last = watching.latest.ended;
    await sleep(1500);
  }
}
