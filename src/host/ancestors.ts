import { readFile } from 'node:fs/promises';

/** A process and its ancestors, as far as `/proc` shows them, without process 1, which owns no window. */
export async function ancestors(pid: number): Promise<ReadonlySet<number>> {
  const found = new Set<number>();
  for (let next = pid; next > 1 && !found.has(next);) {
    found.add(next);
    const status = await readFile(`/proc/${String(next)}/status`, 'utf8').catch(() => '');
    next = Number(/^PPid:\s+(\d+)$/m.exec(status)?.[1] ?? 0);
  }
  return found;
}
