import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Namespace } from '../../support/namespace.ts';
import { Watching } from '../../support/watching.ts';
import { budgets } from '../budgets.ts';
import { row, type Row } from '../row.ts';
import { median } from '../statistics.ts';
import { makeConnections } from './makeConnections.ts';
import { ssEvents } from './ssEvents.ts';

/** Connections a second; each has two ends, and both are announced. */
const wantedRate = 20_000;
const seconds = 5;

/** What each has cost, per end, and what `ss` took for the same. */
interface Figures {
  readonly watch: number;
  readonly ss: number;
  /** With the counts of each connection, without which no kind could be told. */
  readonly ssWithCounts: number;
}

/** All listen to the same connections, so that what else the machine does takes from each. */
export async function measureWatchCpu(
  namespace: Namespace,
  runs: number,
  say: (text: string) => void,
): Promise<readonly Row[]> {
  const figures: Figures[] = [];
  const rates: number[] = [];
  for (let run = 0; run < runs; run++) {
    await using ours = await Watching.start(namespace);
    await using plain = await ssEvents(namespace, '-HntE');
    await using withCounts = await ssEvents(namespace, '-HntEiO');
    const listeners = [ours, plain, withCounts];
    const before = listeners.map(({ pid }) => cpuMs(pid));
    const [made, took] = await makeConnections(namespace, wantedRate, seconds);
    await settled(ours, 2 * made);
    const [mine = NaN, other = NaN, another = NaN] = listeners.map(
      ({ pid }, index) => cpuMs(pid) - (before[index] ?? 0),
    );
    const { ended, lost } = await ours.stop();
    const [lines, linesWithCounts] = [await plain.lines(), await withCounts.lines()];
    say(
      `${String(Math.round(made / took))} connections a second: ${String(ended)} ends seen, ${String(lost)} lost, ss printed ${String(lines)} and ${String(linesWithCounts)}; ${[mine, other, another].map((ms) => ms.toFixed(0)).join(', ')} ms`,
    );
    figures.push({ watch: mine / ended, ss: other / lines, ssWithCounts: another / linesWithCounts });
    rates.push(made / took);
  }
  const rate = Math.round(median(rates)).toLocaleString('en-US');
  const compared = (what: string, of: (one: Figures) => number): Parameters<typeof row>[0] => ({
    name: `watching ${rate} connections a second, processor time for 1,000 ends: watch : ${what}`,
    unit: 'ms',
    medians: {
      watch: 1000 * median(figures.map(({ watch }) => watch)),
      [what]: 1000 * median(figures.map(of)),
    },
    ratio: median(figures.map((one) => one.watch / of(one))),
  });
  return [
    row(
      compared('ss -E to a file', ({ ss }) => ss),
      budgets.watchToSs,
    ),
    row(compared('ss -E -i -O to a file', ({ ssWithCounts }) => ssWithCounts)),
  ];
}

/** Until it has counted all ends, or nothing more comes. */
async function settled(watching: Watching, ends: number): Promise<void> {
  let last = -1;
  while (watching.latest.ended < ends && watching.latest.ended !== last) {
    last = watching.latest.ended;
    await sleep(1500);
  }
}

/** Processor time of all threads of a process, from the scheduler. */
function cpuMs(pid: number): number {
  const folder = `/proc/${String(pid)}/task`;
  const nanoseconds = readdirSync(folder).map((thread) =>
    Number(readFileSync(join(folder, thread, 'schedstat'), 'utf8').split(' ')[0]),
  );
  return nanoseconds.reduce((sum, one) => sum + one, 0) / 1e6;
}
