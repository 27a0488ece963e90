import type { Inspections } from '../inspection/inspections.ts';
import { namedHost } from './namedHost.ts';

/**
 * "Make Current": the status bar, the live level and commands without a host are about this one. `inspect` is called when
 * it never was inspected.
 */
export function makeCurrentHostCommand(
  inspections: Inspections,
  inspect: (host: string) => Promise<void>,
): (argument: unknown) => Promise<void> {
  return async (argument) => {
    const host = namedHost(argument);
    if (host === undefined) return;
    const isNew = inspections.of(host).state.kind === 'none';
    inspections.setCurrent(host);
    if (isNew) await inspect(host);
  };
}
