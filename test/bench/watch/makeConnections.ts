import { once } from 'node:events';
import { counter } from '../../support/kernelCounts.ts';
import type { Namespace } from '../../support/namespace.ts';
import { nodePath } from '../../support/paths.ts';

/** Makes connections at a rate, or as fast as it can; gives how many, as the kernel counts them, and the seconds. */
export async function makeConnections(
  namespace: Namespace,
  rate: number,
  seconds: number,
): Promise<readonly [number, number]> {
  const opens = (): Promise<number> => counter(namespace, 'Tcp', 'ActiveOpens');
  const before = await opens();
  const start = performance.now();
  const script = new URL('../generatorProcess.ts', import.meta.url).pathname;
  const child = namespace.spawn(nodePath, [script, '90', String(rate), String(seconds)], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  await once(child, 'exit');
  return [(await opens()) - before, (performance.now() - start) / 1000];
}
