import { readFile } from 'node:fs/promises';

/** A process and those that it descends from, as far as `/proc` tells. The first of all (1) holds nobody's window. */
export async function ancestors(pid: number): Promise<ReadonlySet<number>> {
  const found = new Set<number>();
  for (let next = pid; next > 1 && !found.has(next);) {
    found.add(next);
    const status = await readFile(`/proc/${String(next)}/status`, 'utf8').catch(() => '');
    next = Number(/^PPid:\s+(\d+)$/m.exec(status)?.[1] ?? 0);
  }
  return found;
}
