import { setTimeout as sleep } from 'node:timers/promises';

/** Whether work has ended, well or not, before this time is over. */
export async function endsWithin(work: Promise<unknown>, milliseconds: number): Promise<boolean> {
  const ended = work.then(
    () => true,
    () => true,
  );
  return await Promise.race([ended, sleep(milliseconds, false)]);
}
