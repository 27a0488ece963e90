import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Processor time of all threads of a process, from the scheduler. */
export function cpuMs(pid: number): number {
  const folder = `/proc/${String(pid)}/task`;
  const nanoseconds = readdirSync(folder).map((thread) => runtime(join(folder, thread)));
  return nanoseconds.reduce((sum, one) => sum + one, 0) / 1e6;
}

/** Of each worker of the kernel, by its process id: they announce the sockets that end, and do what else there is. */
export function kernelWorkersMs(): ReadonlyMap<number, number> {
  const workers = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && isKernelWorker(name));
  return new Map(workers.map((name) => [Number(name), runtime(join('/proc', name)) / 1e6]));
}

function isKernelWorker(pid: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('kworker/');
  } catch {
    return false;
  }
}

/** In nanoseconds; 0 if it has ended. */
function runtime(folder: string): number {
  try {
    return Number(readFileSync(join(folder, 'schedstat'), 'utf8').split(' ')[0]);
  } catch {
    return 0;
  }
}
