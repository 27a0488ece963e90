import { type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Inspection } from '../../src/core/inspect/inspect.ts';
import { HostRegistry } from '../../src/host/hostRegistry.ts';
import { inspectPlace } from '../../src/host/inspectPlace.ts';
import { usualSsh } from '../../src/host/ssh/sshPlace.ts';
import { steadyClock } from '../../src/host/steadyClock.ts';
import { cliPath, inspectIn, type Inspected } from './cli.ts';
import { Namespace } from './namespace.ts';
import { nodePath, repository } from './paths.ts';
import { run } from './run.ts';
import { waitFor } from './waitFor.ts';

export type Result = Readonly<Record<string, unknown>>;

export interface SituationOptions {
  readonly sysctls?: Readonly<Record<string, string | number>>;
  /** Rules for `nft -f`, in force before anything connects. */
  readonly firewall?: string;
}

const script = join(repository, 'test/support/situations/main.py');

/** A thousand ports, half of them even. */
const thousandPorts = { 'net.ipv4.ip_local_port_range': '40000 40999' };

/**
 * A real situation of sockets in a network namespace of its own, made by test/support/situations (Python). Its processes
 * are `sit-client` and `sit-server`.
 */
export class Situation implements AsyncDisposable {
  readonly namespace: Namespace;
  /** What the programs themselves saw. */
  readonly result: Result;
  readonly #child: ChildProcess;

  private constructor(namespace: Namespace, child: ChildProcess, result: Result) {
    this.namespace = namespace;
    this.result = result;
    this.#child = child;
  }

  static async make(name: string, args: Result = {}, options: SituationOptions = {}): Promise<Situation> {
    const namespace = await Namespace.create({ ...thousandPorts, ...options.sysctls });
    try {
      if (options.firewall !== undefined)
        await namespace.runOk('nft', ['-f', '-'], { input: options.firewall });
      const child = namespace.spawn('python3', ['-B', script, name, JSON.stringify(args)], {
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      if (!child.stdout) throw new Error('the situation has no standard output');
      const lines = createInterface({ input: child.stdout });
      const line = await Promise.race([
        once(lines, 'line').then(([text]) => String(text)),
        once(child, 'exit').then(([status]) => {
          throw new Error(`the situation ${name} ended with ${String(status)}`);
        }),
      ]);
      return new Situation(namespace, child, JSON.parse(line) as Result);
    } catch (error) {
      await namespace.dispose();
      throw error;
    }
  }

  /** Makes another situation beside it, which ends at once, and returns what its programs saw. */
  async beside(name: string, args: Result = {}): Promise<Result> {
    return JSON.parse(
      await this.namespace.runOk('python3', ['-B', script, name, JSON.stringify(args)], { input: '' }),
    ) as Result;
  }

  /** Ends `sit-server`, and returns when it no longer listens. */
  async endServer(): Promise<void> {
    const listening = (): Promise<string> => this.namespace.runOk('ss', ['-Hltnp']);
    const pid = /"sit-server",pid=(\d+)/.exec(await listening())?.[1];
    if (pid === undefined) throw new Error('there is no sit-server');
    process.kill(Number(pid), 'SIGKILL');
    await waitFor('no listening socket', listening, (text) => text.trim() === '');
  }

  /** @param as root unless told otherwise; nobody sees no processes of others. */
  inspect(args: readonly string[] = [], as: { readonly asNobody?: boolean } = {}): Promise<Inspected> {
    const way = as.asNobody === true ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];
    return inspectIn(this.namespace, args, { way });
  }

  /** By the name of the namespace, as from a machine's own one. */
  async inspectFromOutside(): Promise<Inspected> {
    const args = [cliPath, 'inspect', '--json', '--netns', this.namespace.name];
    const { status, stdout } = await run(nodePath, args);
    return { status, report: JSON.parse(stdout) as Inspected['report'] };
  }

  /**
   * In this process, by the name of the namespace: no program has to start meanwhile, and the sockets that were read are there.
   * @param intervalMs between two readings of the counters; 0: they are read once.
   */
  async inspectHere(intervalMs = 1000): Promise<Inspection> {
    const registry = new HostRegistry(usualSsh);
    try {
      const place = registry.get(`netns:${this.namespace.name}`);
      if (place === undefined) throw new Error(`${this.namespace.name} is no name of a namespace`);
      return await inspectPlace(place, {
        choice: 'auto',
        cancellation: new AbortController().signal,
        now: Date.now,
        onProgress: () => undefined,
        twice: { intervalMs, wait: steadyClock.pause },
      });
    } finally {
      await registry.dispose();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.stdin?.end();
    await ended;
    await this.namespace.dispose();
  }
}
