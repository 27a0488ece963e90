import { runCommand } from '../runCommand.ts';
import type { Inspections } from './inspections.ts';

/** Makes a host the current one and filters the Sockets view. */
export async function showSocketsOf(inspections: Inspections, host: string, filter: string): Promise<void> {
  inspections.setCurrent(host);
  await runCommand('filter', filter);
}
