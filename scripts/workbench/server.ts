import type { ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endGroup, startGroup } from '../lib/children.ts';
import { run } from '../lib/run.ts';
import { chosenEdition } from './editions.ts';
import { serverFolder } from './install.ts';
import { quietLines } from './noise.ts';

export interface ServerOptions {
  /** Settings, extensions and logs go below it. */
  readonly dataFolder: string;
  readonly port: number;
  /** Listens on this Unix socket instead, as for a window on another machine; what leads from `port` there is others' work. */
  readonly socketPath?: string;
  /** Words to put before the command, for example to enter a network namespace. */
  readonly enter?: readonly string[];
  /** The same for the process that opens windows, if it runs somewhere else. */
  readonly enterWindow?: readonly string[];
  /** Lets a page start a test suite in the extension host. */
  readonly smokeTestDriver?: boolean;
  readonly env?: NodeJS.ProcessEnv;
}

export interface RunningServer {
  /** The workbench with this folder open, or with none. */
  address(folder?: string): string;
  /** Resolves with what the server last said when it ends without being told to. */
  readonly died: Promise<string>;
  stop(): Promise<void>;
}

async function commandLine(
  dataFolder: string,
  args: readonly string[],
  enter: readonly string[] = [],
): Promise<string[]> {
  const { name, node } = chosenEdition();
  const runtime = await node();
  if (runtime === undefined) throw new Error(`there is no Node.js for the ${name} VS Code on the PATH`);
  const server = [runtime, 'out/server-main.js', '--accept-server-license-terms'];
  return [...enter, ...server, '--server-data-dir', dataFolder, '--telemetry-level', 'off', ...args];
}

/** Installs a packaged extension as a user would. The server must not be running. */
export async function installExtension(dataFolder: string, vsix: string): Promise<void> {
  const [command = '', ...args] = await commandLine(dataFolder, ['--install-extension', vsix, '--force']);
  const { status, stdout, stderr } = await run(command, args, { cwd: serverFolder(), timeoutMs: 120_000 });
  if (status !== 0) throw new Error(`VS Code did not install ${vsix}:\n${quietLines(stdout + stderr)}`);
}

/** Starts VS Code's server on 127.0.0.1 and waits until it answers. Its log goes to a file. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { dataFolder, port, socketPath } = options;
  const log = join(dataFolder, 'server.log');
  await mkdir(dirname(log), { recursive: true });
  const args = ['--without-connection-token'];
  if (socketPath === undefined) args.push('--host', '127.0.0.1', '--port', String(port));
  else args.push('--socket-path', socketPath);
  // Else the server asks a login shell for the environment, and what was given here is lost.
  if (options.env !== undefined) args.push('--force-disable-user-env');
  if (options.smokeTestDriver === true) args.push('--enable-smoke-test-driver');
  const [command = '', ...rest] = await commandLine(dataFolder, args, options.enter);
  const child = startGroup(command, rest, {
    cwd: serverFolder(),
    env: options.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const file = createWriteStream(log);
  child.stdout?.pipe(file);
  child.stderr?.pipe(file);

  const died = new Promise<string>((resolve) => {
    child.once('error', (error) => {
      resolve(String(error));
    });
    child.once('exit', () => {
      void readFile(log, 'utf8').then((text) => {
        resolve(quietLines(text));
      });
    });
  });
  await Promise.race([
    answers(port, options.enterWindow ?? options.enter),
    died.then((last) => Promise.reject(new Error(`VS Code's server ended:\n${last}`))),
  ]).catch(async (error: unknown) => {
    await endGroup(child);
    throw error;
  });
  return running(child, port, died);
}

function running(child: ChildProcess, port: number, died: Promise<string>): RunningServer {
  const base = `http://127.0.0.1:${String(port)}/`;
  return {
    address: (folder) => (folder === undefined ? `${base}?ew=true` : `${base}?folder=${encodeURI(folder)}`),
    died,
    stop: () => endGroup(child),
  };
}

/** From inside a namespace only a process in there can ask; what it asks is the same. */
async function answers(port: number, enter: readonly string[] = []): Promise<void> {
  const ask = `fetch('http://127.0.0.1:${String(port)}/version').then((r)=>process.exit(r.ok?0:1),()=>process.exit(1))`;
  const [command, ...args] = [...enter, process.execPath, '-e', ask];
  for (let tries = 0; tries < 200; tries++) {
    if ((await run(command, args)).status === 0) return;
    await sleep(100);
  }
  throw new Error(`VS Code's server did not answer on port ${String(port)}`);
}
