import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { WatchJson } from '../../src/cli/watch/watchJson.ts';
import { cliPath } from './cli.ts';
import { Namespace } from './namespace.ts';
import { nodePath, repository } from './paths.ts';
import { runOk } from './run.ts';
import { waitFor } from './waitFor.ts';

/** Where tracefs is mounted, by those who do. */
export const traceFolder = '/sys/kernel/tracing';

/** Null where the kernel's trace can be read; else the reason, fit to be shown for a skipped test. */
export function tracingUnavailable(): string | null {
  const reason = Namespace.unavailable();
  if (reason !== null) return reason;
  if (!existsSync(traceFolder)) return 'this kernel has no tracefs';
  if (readlinkSync('/proc/self/ns/pid') !== 'pid:[4026531836]')
    return 'a container has process ids of its own, and the trace those of the machine';
  const first = readFileSync('/proc/self/uid_map', 'utf8').trim().split(/\s+/).join(' ');
  return first === '0 0 4294967295' ? null : 'the trace of the kernel is for root of the machine only';
}

/** Mounts tracefs for one process and those that share its mount namespace; one that has ended meanwhile needs none. */
export async function mountTracefs(pid: number): Promise<void> {
  const script = `grep -q ' ${traceFolder} tracefs' /proc/self/mounts || mount -t tracefs nodev ${traceFolder}`;
  try {
    await runOk('nsenter', ['--mount', '--target', String(pid), 'sh', '-c', script]);
  } catch (error) {
    if (existsSync(`/proc/${String(pid)}`)) throw error;
  }
}

export const asNobody = ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups'];

/** The command line, watching in a namespace. */
export class Watching implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #lines: string[] = [];
  #errors = '';

  private constructor(child: ChildProcess) {
    this.#child = child;
    if (child.stdout) createInterface({ input: child.stdout }).on('line', (line) => this.#lines.push(line));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#errors += text));
  }

  /** Resolves when it listens: a line of progress tells for how long. It goes on until it is stopped. */
  static async start(
    namespace: Namespace,
    prefix: readonly string[] = [],
    args: readonly string[] = [],
  ): Promise<Watching> {
    const [command = nodePath, ...rest] = [
      ...prefix,
      nodePath,
      cliPath,
      'watch',
      '--format',
      'ndjson',
      ...args,
    ];
    const child = namespace.spawn(command, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
    const watching = new Watching(child);
    while (!(watching.latest.seconds > 0)) {
      if (child.exitCode !== null)
        throw new Error(`it ended with ${String(child.exitCode)}: ${watching.#errors}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return watching;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  get pid(): number {
    return this.#child.pid ?? -1;
  }

  /** What is known so far. */
  get latest(): WatchJson {
    return JSON.parse(this.#lines.at(-1) ?? '{}') as WatchJson;
  }

  /** Waits until it has heard so many ends: the kernel announces them when it has time to, perhaps after their program has ended. */
  async heard(ends: number): Promise<void> {
    await waitFor(
      'all ends are announced',
      () => this.latest.ended + this.latest.lost,
      (known) => known >= ends,
      30_000,
    );
  }

  /** Waits until it has told of its progress twice more: it reads the kernel's trace many times between. */
  async goesOn(): Promise<void> {
    const told = this.#lines.length;
    await waitFor(
      'it tells more',
      () => this.#lines.length - told,
      (more) => more >= 2,
    );
  }

  /** Ends it as Ctrl+C does, and gives what it has seen. */
  async stop(): Promise<WatchJson> {
    this.#child.kill('SIGINT');
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'close');
    return this.latest;
  }
}

/** Debian's, where it is there: a shim on the PATH becomes Python, with its name, only after it has started. */
const python = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';

/** Below every range that tests set for connect(). */
let nextPort = 1100;

/**
 * Runs `endings.py` in a namespace until it has made what was asked for; gives the last port that it named.
 * @param stays whether the process lives until the namespace ends: exact mode is sure of those that are there when it looks.
 */
export async function makeEndings(
  namespace: Namespace,
  family: 4 | 6,
  kind: string,
  count: number,
  stays = false,
): Promise<{ readonly port: number; readonly pid: number }> {
  const script = join(repository, 'test/support/endings.py');
  const child = namespace.spawn(python, [script, String(family), kind, String(count), String(nextPort)], {
    stdio: [stays ? 'pipe' : 'ignore', 'pipe', 'inherit'],
  });
  // One may listen on two.
  nextPort += 2;
  if (child.stdout === null) throw new Error('endings.py has no standard output');
  let port = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'done') return { port, pid: child.pid ?? -1 };
    port = Number(line);
  }
  throw new Error(`endings.py ${kind} ended too early`);
}

/** What goes on until it is disposed of: the port that it listens on, and its process. */
export interface Endless extends AsyncDisposable {
  readonly port: number;
  readonly pid: number;
}

/** A program called `crawler` that holds every local port to its own service, and fails 20 times a second to get one more. */
export function crawl(namespace: Namespace, family: 4 | 6): Promise<Endless> {
  return endless(namespace, family, 'crawl');
}

/** Connections with one exchange each, closed first by the client, up to 200 a second. */
export function keepEnding(namespace: Namespace): Promise<Endless> {
  return endless(namespace, 4, 'keep');
}

async function endless(namespace: Namespace, family: 4 | 6, kind: string): Promise<Endless> {
  const made = await makeEndings(namespace, family, kind, 0);
  return {
    ...made,
    [Symbol.asyncDispose]: async () => {
      process.kill(made.pid, 'SIGKILL');
      await waitFor(`${kind} ends`, () => Promise.resolve(!existsSync(`/proc/${String(made.pid)}`)));
    },
  };
}
