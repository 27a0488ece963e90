import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { runOk } from './run.ts';

/** A full file system of 40 kB over a folder, seen only by processes that are entered with {@link enter}. */
export class FullDisk implements AsyncDisposable {
  readonly #holder: ChildProcess;

  private constructor(holder: ChildProcess) {
    this.#holder = holder;
  }

  /** With the file `filler`, and with what `files` says, which was written before. */
  static async over(folder: string, files: Readonly<Record<string, string>> = {}): Promise<FullDisk> {
    const script = [
      'set -e',
      'mount -t tmpfs -o size=40k none "$1"; cd "$1"; shift',
      'while [ $# -gt 0 ]; do printf %s "$2" > "$1"; shift 2; done',
      'dd if=/dev/zero of=filler bs=1k count=100 2>/dev/null || true',
      'echo full; cd /; exec sleep 600',
    ].join('\n');
    const holder = spawn(
      'unshare',
      ['--mount', 'sh', '-c', script, 'sh', folder, ...Object.entries(files).flat()],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const ready = await Promise.race([
      once(holder.stdout, 'data').then(() => true),
      once(holder, 'exit').then(() => false),
    ]);
    if (!ready) throw new Error('no file system could be mounted');
    return new FullDisk(holder);
  }

  /** The words to put before a command so that it sees the file system. */
  get enter(): readonly string[] {
    return ['nsenter', '--mount', '--target', String(this.#holder.pid)];
  }

  run(command: string, args: readonly string[]): Promise<string> {
    const [nsenter = '', ...rest] = this.enter;
    return runOk(nsenter, [...rest, command, ...args]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#holder, 'exit');
    this.#holder.kill('SIGKILL');
    await ended;
  }
}
