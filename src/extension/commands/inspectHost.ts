import type { Failures } from '../failures.ts';
import type { Inspections } from '../inspection/inspections.ts';
import { namedHost } from './namedHost.ts';

/** "Inspect" and "Retry" of a host's row: collects from it. The row itself tells how it goes. */
export function inspectHostCommand(
  inspections: Inspections,
  failures: Failures,
): (argument: unknown) => Promise<void> {
  const run = async (argument: unknown): Promise<void> => {
    const host = namedHost(argument);
    if (host === undefined) return;
    try {
      await inspections.of(host).inspect();
    } catch (error) {
      void failures.show(error, () => run(host));
    }
  };
  return run;
}
