import type { Namespace } from '../../support/namespace.ts';
import { Watching } from '../../support/watching.ts';
import { budgets } from '../budgets.ts';
import { row, type Row } from '../row.ts';
import { median } from '../statistics.ts';
import { asManyAsCan, makeConnections } from './makeConnections.ts';
import { ssEvents } from './ssEvents.ts';

const seconds = 3;

/** As fast as one process can, with and without someone who listens; who is first changes. */
export async function measureWatchedTraffic(namespace: Namespace, runs: number): Promise<readonly Row[]> {
  const watched: number[] = [];
  const withSs: number[] = [];
  const alone: number[] = [];
  const listened = async (start: () => Promise<AsyncDisposable>): Promise<number> => {
    const listener = await start();
    try {
      return await microseconds(namespace);
    } finally {
      await listener[Symbol.asyncDispose]();
    }
  };
  for (let run = -1; run < runs; run++) {
    const turns: (readonly [number[], () => Promise<number>])[] = [
      [alone, () => microseconds(namespace)],
      [watched, () => listened(() => Watching.start(namespace))],
      [withSs, () => listened(() => ssEvents(namespace, '-HntE'))],
    ];
    for (const [figures, measure] of run % 2 === 0 ? turns.toReversed() : turns) {
      const figure = await measure();
      if (run >= 0) figures.push(figure);
    }
  }
  const compare = (name: string, figures: readonly number[]) => ({
    name: `time of a connection over loopback, both ends closed: ${name} : not watched`,
    unit: 'µs' as const,
    medians: { [name]: median(figures), 'not watched': median(alone) },
    ratio: median(figures.map((figure, run) => figure / (alone[run] ?? NaN))),
  });
  return [row(compare('watched', watched), budgets.watchedTraffic), row(compare('with ss -E', withSs))];
}

/** Of one connection. The start of the process that makes them is a part, the same each time. */
async function microseconds(namespace: Namespace): Promise<number> {
  const [made, took] = await makeConnections(namespace, asManyAsCan, seconds);
  return (took * 1e6) / made;
}
