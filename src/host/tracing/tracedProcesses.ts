import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { TracedProcess } from '../../core/model/stateChange.ts';
import { threadGroupIn } from '../../core/parse/processFiles.ts';
import type { Pace } from '../pace.ts';
import { processName, programName } from '../processSockets.ts';

/** How long what was read about a thread is taken for granted, in milliseconds. */
const trustedMs = 1000;
const maxKnown = 50_000;

/**
 * Names the threads that a trace tells of, by what /proc says as long as they are there. It is read later than what it is about, and
 * a process may run another program by then: so names that the trace tells, in its order, count more.
 */
export class TracedProcesses {
  readonly #tracefs: string;
  readonly #namespace: number | undefined;
  readonly #known = new Map<number, { readonly process: TracedProcess; readonly untilMs: number }>();
  /** Names of processes since they got them; empty if the trace does not tell. */
  readonly #names = new Map<number, string>();
  readonly #areNamesTold: boolean;

  /**
   * @param namespacePath the file of the network namespace that is watched.
   * @param areNamesTold whether `named` is called for every name that a process gets from now on.
   */
  constructor(tracefs: string, namespacePath: string, areNamesTold: boolean) {
    this.#tracefs = tracefs;
    this.#areNamesTold = areNamesTold;
    this.#namespace = inode(namespacePath);
  }

  /** Learns who there is: who ends from now on is known. */
  async learn(pace: Pace): Promise<void> {
    const untilMs = performance.now() + trustedMs;
    for (const pid of readdirSync('/proc')) {
      if (!/^\d+$/.test(pid)) continue;
      const process = this.#look(Number(pid));
      if (process === undefined) continue;
      for (const thread of threadsOf(pid))
        if (this.#known.size < maxKnown)
          this.#known.set(thread, { process: { ...process, thread }, untilMs });
      if (pace.isDue) await pace.rest();
    }
  }

  /** A thread has this name from now on. */
  named(thread: number, name: string): void {
    if (this.#names.size >= maxKnown) this.#names.clear();
    const program = programNow(thread, name);
    if (program !== undefined) this.#names.set(thread, program);
  }

  /** What the trace told of names is not complete. */
  forgetNames(): void {
    this.#names.clear();
    this.#known.clear();
  }

  of(thread: number): TracedProcess {
    const process = this.#of(thread);
    const name = this.#names.get(process.pid);
    return name === undefined || name === process.name ? process : { ...process, name };
  }

  #of(thread: number): TracedProcess {
    const now = performance.now();
    const known = this.#known.get(thread);
    if (known !== undefined && now < known.untilMs) return known.process;
    if (this.#known.size >= maxKnown) this.#known.clear();
    // One that has ended was known before, unless its number was used again meanwhile: then /proc has the new one.
    const process = this.#look(thread) ?? known?.process ?? this.#ended(thread);
    this.#known.set(thread, { process, untilMs: now + trustedMs });
    return process;
  }

  #look(thread: number): TracedProcess | undefined {
    const folder = `/proc/${String(thread)}`;
    const namespace = inode(`${folder}/ns/net`);
    const pid = threadGroupIn(text(`${folder}/status`));
    if (namespace === undefined || pid === undefined) return undefined;
    const name = this.#names.get(pid) ?? processName(String(pid));
    if (this.#areNamesTold && this.#names.size < maxKnown) this.#names.set(pid, name);
    return {
      thread,
      pid,
      name,
      probably: false,
      isWatched: this.#namespace === undefined ? undefined : namespace === this.#namespace,
    };
  }

  /** The kernel keeps a few names of threads that have ended. */
  #ended(thread: number): TracedProcess {
    const saved = text(join(this.#tracefs, 'saved_cmdlines'));
    const name = new RegExp(`^${String(thread)} (.*)$`, 'm').exec(saved)?.[1] ?? '?';
    return { thread, pid: thread, name, probably: true, isWatched: undefined };
  }
}

/** Undefined if the process has ended before its program could be looked up: then it keeps the name that it had. */
function programNow(thread: number, name: string): string | undefined {
  try {
    return programName(String(thread), name);
  } catch {
    return undefined;
  }
}

function threadsOf(pid: string): readonly number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).map(Number);
  } catch {
    return [];
  }
}

function inode(path: string): number | undefined {
  try {
    return statSync(path).ino;
  } catch {
    return undefined;
  }
}

/** Empty if it cannot be read. */
function text(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
