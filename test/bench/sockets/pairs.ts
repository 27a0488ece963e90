import { setTimeout as sleep } from 'node:timers/promises';
import type { Run } from '../peer.ts';
import { median } from '../statistics.ts';

/** Something that reads all sockets once. */
export interface Reader {
  readonly name: string;
  run(): Promise<Run>;
}

export interface Pair {
  /** Medians, by the reader's name. */
  readonly medians: Readonly<Record<string, number>>;
  /** Milliseconds of the first for each of the second, per socket returned: the median of the pairs. */
  readonly ratio: number;
  /** Median milliseconds of the first for one socket. */
  readonly perSocket: number;
}

/**
 * Runs two readers back to back, `runs` times, after one run of each that does not count. Who is first changes, so that
 * neither gains by it: the level of sockets moves, and so does what else the machine does.
 */
export async function pairedRuns(ours: Reader, theirs: Reader, runs: number): Promise<Pair> {
  const pairs: (readonly [Run, Run])[] = [];
  for (let index = -1; index < runs; index++) {
    const first = index % 2 === 0 ? await ours.run() : undefined;
    const second = await theirs.run();
    const pair = [first ?? (await ours.run()), second] as const;
    if (index >= 0) pairs.push(pair);
    await sleep(250); // for the generator to catch up
  }
  return {
    medians: {
      [ours.name]: median(pairs.map(([mine]) => mine.ms)),
      [theirs.name]: median(pairs.map(([, other]) => other.ms)),
    },
    ratio: median(pairs.map(([mine, other]) => perSocket(mine) / perSocket(other))),
    perSocket: median(pairs.map(([mine]) => perSocket(mine))),
  };
}

function perSocket({ ms, sockets }: Run): number {
  if (sockets <= 0) throw new Error('a run returned no socket');
  return ms / sockets;
}
