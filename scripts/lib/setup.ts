import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { inRepository } from './paths.ts';

/** Has scripts/setup install what is missing, and shows what it says. */
export async function setup(profile: 'start' | 'test'): Promise<void> {
  const child = spawn('sh', [inRepository('scripts/setup'), profile], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [status] = (await once(child, 'exit')) as [number | null];
  if (status !== 0) throw new Error(`scripts/setup ${profile} ended with ${String(status)}`);
}
