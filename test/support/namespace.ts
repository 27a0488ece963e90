import { type ChildProcess, spawn, spawnSync, type SpawnOptions } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { namespacesUnavailable } from '../../scripts/suites/requirements.ts';
import { type Ran, run, runOk, type RunOptions } from './run.ts';

const prefix = 'socket-diagnostics-test';
const alive = new Set<string>();
let made = 0;

/**
 * A network namespace of its own: its sockets, counters and kernel parameters belong to the test that made it.
 * `lo` is up. Ends with {@link dispose}, with `await using`, or at the latest with the process.
 */
export class Namespace implements AsyncDisposable {
  readonly name: string;
  readonly #children = new Set<ChildProcess>();

  private constructor(name: string) {
    this.name = name;
  }

  /** Null if network namespaces can be created; otherwise the reason to print for a skipped test. */
  static unavailable(): string | null {
    const reason = namespacesUnavailable();
    if (reason !== null || process.getuid?.() === 0) return reason;
    return 'network namespaces need root or `npm test`, which makes a user namespace';
  }

  /**
   * @param sysctls kernel parameters to set in it. `net.ipv4.tcp_tw_reuse` is 0 unless given: on loopback the
   * kernel's default, 2, reuses ports in TIME_WAIT after a second, and the counts would shrink.
   */
  static async create(sysctls: Readonly<Record<string, string | number>> = {}): Promise<Namespace> {
    sweep();
    const namespace = new Namespace(`${prefix}-${String(process.pid)}-${String(++made)}`);
    await runOk('ip', ['netns', 'add', namespace.name]);
    alive.add(namespace.name);
    try {
      await runOk('ip', ['-n', namespace.name, 'link', 'set', 'lo', 'up']);
      for (const [key, value] of Object.entries({ 'net.ipv4.tcp_tw_reuse': 0, ...sysctls }))
        await namespace.sysctl(key, value);
      return namespace;
    } catch (error) {
      await namespace.dispose();
      throw error;
    }
  }

  /** The words to put before a command so that it runs in here. `ip` then *becomes* that command (same pid). */
  get enter(): readonly string[] {
    return ['ip', 'netns', 'exec', this.name];
  }

  /** Runs a command in here to its end. */
  run(command: string, args: readonly string[] = [], options: RunOptions = {}): Promise<Ran> {
    const [ip = 'ip', ...rest] = this.enter;
    return run(ip, [...rest, command, ...args], options);
  }

  /** As {@link run}, but anything except status 0 is an error. Gives standard output. */
  runOk(command: string, args: readonly string[] = [], options: RunOptions = {}): Promise<string> {
    const [ip = 'ip', ...rest] = this.enter;
    return runOk(ip, [...rest, command, ...args], options);
  }

  /** Starts a command in here that goes on; it is ended with the namespace. */
  spawn(command: string, args: readonly string[] = [], options: SpawnOptions = {}): ChildProcess {
    const [ip = 'ip', ...rest] = this.enter;
    const child = spawn(ip, [...rest, command, ...args], options);
    this.#children.add(child);
    child.once('exit', () => this.#children.delete(child));
    return child;
  }

  /** The text of a file as a process in here sees it; for `/proc/net` and `/proc/sys/net`. */
  read(path: string): Promise<string> {
    return this.runOk('cat', [path]);
  }

  /** Sets a kernel parameter of this namespace. The key is dotted, as in sysctl.conf. */
  async sysctl(key: string, value: string | number): Promise<void> {
    const path = `/proc/sys/${key.replaceAll('.', '/')}`;
    await this.runOk('sh', ['-c', 'printf "%s\\n" "$2" > "$1"', 'sysctl', path, String(value)]);
  }

  /** Ends what was started in here, then removes the namespace. */
  async dispose(): Promise<void> {
    const ended = [...this.#children].map(
      (child) =>
        new Promise<void>((resolve) =>
          child.once('exit', () => {
            resolve();
          }),
        ),
    );
    for (const child of this.#children) child.kill('SIGKILL');
    await Promise.all(ended);
    if (!alive.delete(this.name)) return;
    const grandchildren = (await runOk('ip', ['netns', 'pids', this.name]))
      .trim()
      .split(/\s+/)
      .filter(Boolean);
    for (const pid of grandchildren) endQuietly(Number(pid));
    await runOk('ip', ['netns', 'delete', this.name]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.dispose();
  }
}

function endQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself since it was listed.
  }
}

/** Removes namespaces of test runs that were killed before they could do it themselves. */
function sweep(): void {
  const folder = '/run/netns';
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const owner = new RegExp(`^${prefix}-(\\d+)-\\d+$`).exec(name)?.[1];
    if (owner !== undefined && !existsSync(`/proc/${owner}`)) spawnSync('ip', ['netns', 'delete', name]);
  }
}

process.once('exit', () => {
  for (const name of alive) spawnSync('ip', ['netns', 'delete', name]);
});
