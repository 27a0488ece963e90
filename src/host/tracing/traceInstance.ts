import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { startedIn } from '../../core/parse/processFiles.ts';
import { errorCode } from '../systemError.ts';
import { pidNamespace } from './pidNamespace.ts';

const prefix = 'socket-diagnostics';
/** For all processors together, in KB. */
const mostBuffer = 32 << 10;
const mostBufferOfProcessor = 4 << 10;

/**
 * An instance of the kernel's trace that belongs to this process alone. The global one and those of others are never
 * touched. Its name tells whose it is: one that a crash left behind is recognized and removed by the next.
 * Source: Documentation/trace/ftrace.rst, "Instances".
 */
export class TraceInstance {
  readonly folder: string;
  readonly #pages: number[] = [];
  readonly #removeAtExit = (): void => {
    this.remove();
  };

  private constructor(folder: string) {
    this.folder = folder;
    // Also where the process ends without unwinding.
    process.once('exit', this.#removeAtExit);
  }

  /** Throws the error of a failed system call. */
  static create(tracefs: string): TraceInstance {
    removeLeftovers(tracefs);
    const folder = join(tracefs, 'instances', `${ownName()}.${String(++count)}`);
    mkdirSync(folder);
    const instance = new TraceInstance(folder);
    try {
      const processors = readdirSync(join(folder, 'per_cpu')).length;
      const each = Math.min(mostBufferOfProcessor, Math.floor(mostBuffer / Math.max(1, processors)));
      instance.write('buffer_size_kb', String(each));
      // What the buffer has no room for is dropped and counted; what waits is not overwritten while it is read.
      instance.write('options/overwrite', '0');
      instance.write('trace_clock', 'mono');
      return instance;
    } catch (error) {
      instance.remove();
      throw error;
    }
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  write(path: string, text: string): void {
    writeFileSync(join(this.folder, path), text);
  }

  has(path: string): boolean {
    return statSync(join(this.folder, path), { throwIfNoEntry: false }) !== undefined;
  }

  /** Opens the pages of each processor, without waiting for any. They are closed with the instance. */
  openPages(): readonly number[] {
    for (const processor of readdirSync(join(this.folder, 'per_cpu')))
      this.#pages.push(openSync(join(this.folder, 'per_cpu', processor, 'trace_pipe_raw'), nonBlocking));
    return this.#pages;
  }

  /** Messages that the buffer had no room for, and those that nobody has read. */
  lost(): number {
    return this.#sum(/^(?:entries|overrun|commit overrun|dropped events): (\d+)$/gm);
  }

  /** Messages that the buffer had no room for. */
  dropped(): number {
    return this.#sum(/^(?:overrun|commit overrun|dropped events): (\d+)$/gm);
  }

  #sum(counts: RegExp): number {
    let sum = 0;
    for (const processor of readdirSync(join(this.folder, 'per_cpu')))
      for (const [, count] of this.read(join('per_cpu', processor, 'stats')).matchAll(counts))
        sum += Number(count);
    return sum;
  }

  /** Ends its tracing, too. */
  remove(): void {
    process.removeListener('exit', this.#removeAtExit);
    // The kernel does not remove what is being read.
    for (const descriptor of this.#pages.splice(0)) closeSync(descriptor);
    removeFolder(this.folder);
  }
}

/** O_RDONLY | O_NONBLOCK of every platform of the package. */
const nonBlocking = 0o4000;
let count = 0;

/** Who is who, also after a process id was used again. */
function ownName(): string {
  return [prefix, pidNamespace(), process.pid, startTime(process.pid)].join('.');
}

/** In ticks since the machine started; undefined if there is no such process. */
function startTime(pid: number): string | undefined {
  try {
    return startedIn(readFileSync(`/proc/${String(pid)}/stat`, 'latin1'));
  } catch {
    return undefined;
  }
}

/** Instances of ours whose process is gone. Another process id namespace judges its own. */
function removeLeftovers(tracefs: string): void {
  const own = pidNamespace();
  for (const name of readdirSync(join(tracefs, 'instances'))) {
    const [first, namespace, pid, started] = name.split('.');
    if (first !== prefix || Number(namespace) !== own || !/^\d+$/.test(pid ?? '')) continue;
    if (startTime(Number(pid)) !== started) removeFolder(join(tracefs, 'instances', name));
  }
}

/** What somebody else holds open stays until a later start. */
function removeFolder(folder: string): void {
  try {
    rmdirSync(folder);
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
  }
}
