import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Namespace } from '../support/namespace.ts';
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

  constructor(namespace: Namespace, name: string, args: readonly string[]) {
    this.name = name;
    const script = new URL('peerProcess.ts', import.meta.url).pathname;
    this.#child = namespace.spawn(nodePath, ['--max-old-space-size=8192', script, ...args], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
  }

  async run(): Promise<Run> {
    const answer = Promise.race([
      once(this.#child, 'message'),
      once(this.#child, 'exit').then(() => Promise.reject(new Error(`${this.name} ended`))),
    ]);
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
