import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Place } from '../support/traffic.ts';
import { nodePath } from '../support/paths.ts';

/** One run of one way to read the sockets. */
export interface Run {
  readonly ms: number;
  /** How many sockets it returned. */
  readonly sockets: number;
}

/** A program to compare with: a process inside the namespace that runs it when told, and times it by itself. */
export class Peer implements AsyncDisposable {
  readonly name: string;
  readonly #child: ChildProcess;
  /** Rejects when it ends. */
  readonly #ended: Promise<never>;

  constructor(place: Place, name: string, args: readonly string[]) {
    this.name = name;
    const script = new URL('peerProcess.ts', import.meta.url).pathname;
    this.#child = place.spawn(nodePath, ['--max-old-space-size=8192', script, ...args], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#ended = once(this.#child, 'exit').then(() => Promise.reject(new Error(`${name} ended`)));
    // Only a run that waits for an answer has to know.
    this.#ended.catch(() => undefined);
  }

  async run(): Promise<Run> {
    const answer = Promise.race([once(this.#child, 'message'), this.#ended]);
    this.#child.send('run');
    const [run] = (await answer) as [Run];
    return run;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }
}
