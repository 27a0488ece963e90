import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Namespace } from '../support/namespace.ts';
import { repository } from '../support/paths.ts';
import { descriptorsOf } from '../support/processCounts.ts';
import { ServerProcess } from '../support/serverProcess.ts';
import { waitFor } from '../support/waitFor.ts';

/** Of one moment, and of the event loop since the moment before. */
export interface ServerFigures {
  /** Processor time since the start of the process, in seconds. */
  readonly processorSeconds: number;
  /** Of the process, in megabytes. */
  readonly megabytes: number;
  /** Of them, what is in use after all garbage was collected. */
  readonly held: number;
  readonly descriptors: number;
  /** What keeps its event loop alive, by Node.js' own count. */
  readonly handles: number;
  /** Delays of the event loop, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** A server in a namespace whose event loop, memory, handles and processor time can be read. */
export class MonitoredServer implements AsyncDisposable {
  readonly server: ServerProcess;
  readonly #folder: string;

  private constructor(server: ServerProcess, folder: string) {
    this.server = server;
    this.#folder = folder;
  }

  /** @param loaded scripts of this folder that run in the server before it starts. */
  static async start(namespace: Namespace, loaded: readonly string[] = []): Promise<MonitoredServer> {
    const folder = await mkdtemp(join(tmpdir(), 'socket-diagnostics-'));
    const file = join(folder, 'monitor');
    await writeFile(file, '');
    const required = ['serverMonitor.cjs', ...loaded].map(
      (name) => `--require ${join(repository, 'test/soak', name)}`,
    );
    const env = { ...process.env, MONITOR: file, NODE_OPTIONS: required.join(' ') };
    const server = await ServerProcess.start({
      spawn: (command, args, options) => {
        const [ip = '', ...enter] = namespace.enter;
        return spawn(ip, [...enter, command, ...args], { ...options, env });
      },
    });
    return new MonitoredServer(server, folder);
  }

  async figures(): Promise<ServerFigures> {
    const { pid } = this.server;
    const before = (await this.#lines()).length;
    process.kill(pid, 'SIGUSR2');
    const lines = await waitFor(
      'the figures of the event loop',
      () => this.#lines(),
      ({ length }) => length > before,
    );
    const loop = JSON.parse(lines.at(-1) ?? '{}') as Pick<
      ServerFigures,
      'p50' | 'p99' | 'max' | 'handles' | 'held'
    >;
    const [status, stat, descriptors] = await Promise.all([
      readFile(`/proc/${String(pid)}/status`, 'utf8'),
      readFile(`/proc/${String(pid)}/stat`, 'utf8'),
      descriptorsOf(pid),
    ]);
    // utime and stime, the 14th and 15th field (proc_pid_stat(5)), in hundredths of a second.
    const [user, system] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13);
    return {
      ...loop,
      processorSeconds: (Number(user) + Number(system)) / 100,
      megabytes: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024,
      descriptors,
    };
  }

  async #lines(): Promise<readonly string[]> {
    return (await readFile(join(this.#folder, 'monitor'), 'utf8')).split('\n').filter((line) => line !== '');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server[Symbol.asyncDispose]();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
