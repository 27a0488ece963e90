import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';

/** How to come to a shell that reads commands from its standard input, for instance `ssh … HOST sh`. */
export interface ShellCommand {
  readonly program: string;
  readonly args: readonly string[];
}

/** How a shell ended. */
export interface ShellEnding {
  /** Undefined where it was never started. */
  readonly status: number | null | undefined;
  /** The system's code where it was not started, for instance `ENOENT`. */
  readonly startError?: string;
  /** The last of what it wrote to standard error. */
  readonly errorText: string;
}

/** Enough for the reason of a failure; a banner may stand before it. */
const longestErrorText = 8192;
/** A shell whose input has ended goes by itself, or is made to. */
const patienceMs = 1000;

/** Those that run: none outlives this process, unless that is killed without a chance. */
const alive = new Set<ShellProcess>();
process.once('exit', () => {
  for (const shell of alive) shell.signal();
});

/** A shell that runs. It has a process group of its own, so that a proxy which `ssh` started ends with it. */
export class ShellProcess {
  readonly ended: Promise<ShellEnding>;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #hasGroup = process.platform !== 'win32';
  #errorText = '';

  constructor({ program, args }: ShellCommand, onData: (chunk: Uint8Array) => void) {
    const child = spawn(program, args, {
      detached: this.#hasGroup,
      windowsHide: true,
      env: { ...process.env, LC_ALL: 'C' },
    });
    this.#child = child;
    child.stdout.on('data', (chunk: Buffer) => {
      // As bytes, not a Buffer: the slice() of that is no copy.
      onData(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    });
    child.stdin.on('error', () => undefined); // It has ended, which is told by `ended`.
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#errorText = (this.#errorText + text).slice(-longestErrorText);
    });
    alive.add(this);
    this.ended = new Promise((resolve) => {
      child.once('error', (error: NodeJS.ErrnoException) => {
        alive.delete(this);
        resolve({
          status: undefined,
          startError: error.code ?? error.message,
          errorText: this.#errorText,
        });
      });
      child.once('close', (status) => {
        alive.delete(this);
        resolve({ status, errorText: this.#errorText });
      });
    });
  }

  /** What it has written to standard error so far. */
  get errorText(): string {
    return this.#errorText;
  }

  write(script: string): void {
    this.#child.stdin.write(script);
  }

  /** Ends it at once, with all that it started. */
  async kill(): Promise<void> {
    this.signal();
    // What left the group may hold the pipes open.
    this.#child.stdout.destroy();
    this.#child.stderr.destroy();
    await this.ended;
  }

  /** Has it end, with all that it started, and waits for nothing. */
  signal(): void {
    const { pid } = this.#child;
    try {
      if (pid !== undefined) process.kill(this.#hasGroup ? -pid : pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }

  /** Lets it end by itself. */
  async close(): Promise<void> {
    this.#child.stdin.end();
    const late = new AbortController();
    const timer = setTimeout(patienceMs, 'late', { signal: late.signal }).catch(() => undefined);
    if ((await Promise.race([this.ended, timer])) === 'late') await this.kill();
    late.abort();
  }
}
