import { readdir, readFile } from 'node:fs/promises';
import { waitFor } from './waitFor.ts';

/** How many descriptors a process has open. */
export async function descriptorsOf(pid: number): Promise<number> {
  return (await readdir(`/proc/${pid}/fd`)).length;
}

/** The processes that a process has started and that have not ended, or not been waited for. */
export async function childrenOf(pid: number): Promise<readonly number[]> {
  const threads = await readdir(`/proc/${pid}/task`);
  const lists = await Promise.all(
    threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/children`, 'utf8').catch(() => '')),
  );
  return lists.flatMap((list) => list.split(' ').filter((child) => child !== '')).map(Number);
}

/** Waits until a process that has nothing to do has no children, and no more than so many descriptors. */
export async function leavesNothing(pid: number, descriptors: number): Promise<void> {
  await waitFor(
    'the end of its children',
    () => childrenOf(pid),
    (pids) => pids.length === 0,
  );
  await waitFor(
    'its descriptors',
    () => descriptorsOf(pid),
    (count) => count <= descriptors,
  );
}
