import { Namespace } from '../../support/namespace.ts';
import type { Row } from '../row.ts';
import { measureWatchCpu } from './watchCpu.ts';
import { measureWatchedTraffic } from './watchedTraffic.ts';
import { measureWatchMemory } from './watchMemory.ts';

/** A table of a steady size: what does not fit into it ends at once. */
const parameters = { 'net.ipv4.tcp_max_tw_buckets': 10_000 };

/** @param minutes for which memory is looked at. */
export async function measureWatch(
  runs: number,
  minutes: number,
  say: (text: string) => void,
): Promise<readonly Row[]> {
  await using namespace = await Namespace.create(parameters);
  return [
    ...(await measureWatchCpu(namespace, runs, say)),
    ...(await measureWatchedTraffic(namespace, runs, say)),
    await measureWatchMemory(namespace, minutes, say),
  ];
}
