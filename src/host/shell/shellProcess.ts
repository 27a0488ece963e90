import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { endingWithUs, type CommandLine } from '../endingWithUs.ts';

/** How a shell ended. */
export interface ShellEnding {
  /** Undefined if it was never started. */
  readonly status: number | null | undefined;
  /** The error code if it could not be started, for example `ENOENT`. */
  readonly startError?: string;
  /** The end of its output to standard error. */
  readonly errorText: string;
}

/** Enough for the reason of a failure, even after a banner. */
const longestErrorText = 8192;
/** A shell whose input has ended exits on its own, or is killed after this time. */
const patienceMs = 1000;

/** The running shells. None outlives this process, not even if it is killed, where the kernel is told to see to that. */
const alive = new Set<ShellProcess>();
process.once('exit', () => {
  for (const shell of alive) shell.signal();
});

/** A running shell. It has its own process group, so that a proxy started by `ssh` ends with it. */
export class ShellProcess {
  readonly ended: Promise<ShellEnding>;
  readonly #child: ChildProcess;
  readonly #hasGroup = process.platform !== 'win32';
  #errorText = '';

  /** @param command reads commands from its standard input, for example `ssh … HOST sh`. */
  static async start(command: CommandLine, onData: (chunk: Uint8Array) => void): Promise<ShellProcess> {
    return new ShellProcess(await endingWithUs(command), onData);
  }

  private constructor({ program, args }: CommandLine, onData: (chunk: Uint8Array) => void) {
    // Without a free descriptor (EMFILE) there are no pipes, whatever spawn()'s types say.
    const child: ChildProcess = spawn(program, args, {
      detached: this.#hasGroup,
      windowsHide: true,
      env: { ...process.env, LC_ALL: 'C' },
    });
    this.#child = child;
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
    child.stdout?.on('data', (chunk: Buffer) => {
      // As a Uint8Array, because slice() on a Buffer does not copy.
      onData(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    });
    child.stdin?.on('error', () => undefined); // It has exited, which `ended` reports.
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#errorText = (this.#errorText + text).slice(-longestErrorText);
    });
  }

  /** Its output to standard error so far. */
  get errorText(): string {
    return this.#errorText;
  }

  write(script: string): void {
    this.#child.stdin?.write(script);
  }

  /** Kills it at once, with everything that it started. */
  async kill(): Promise<void> {
    this.signal();
    // A process that left the group may keep the pipes open.
    this.#child.stdout?.destroy();
    this.#child.stderr?.destroy();
    await this.ended;
  }

  /** Kills it with everything that it started, without waiting. */
  signal(): void {
    const { pid } = this.#child;
    try {
      if (pid !== undefined) process.kill(this.#hasGroup ? -pid : pid, 'SIGKILL');
    } catch {
      // It has already exited.
    }
  }

  /** Lets it exit on its own. */
  async close(): Promise<void> {
    this.#child.stdin?.end();
    const late = new AbortController();
    const timer = setTimeout(patienceMs, 'late', { signal: late.signal }).catch(() => undefined);
    if ((await Promise.race([this.ended, timer])) === 'late') await this.kill();
    late.abort();
  }
}
