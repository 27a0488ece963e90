import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Namespace } from '../../support/namespace.ts';
import { nodePath } from '../../support/paths.ts';
import { waitFor } from '../../support/waitFor.ts';
import { cpuMs } from './cpuMs.ts';

/** Connections that are made without a pause, until it is disposed of. */
export interface BenchTraffic extends AsyncDisposable {
  /** Of all who make and serve them. */
  readonly pids: readonly number[];
  /** How many were opened since the namespace exists, as the kernel counts them. */
  opened(): number;
  /** Their processor time, in milliseconds. */
  cpuMs(): number;
}

/** Longer than any measurement, in seconds. */
const endless = '100000';
/** More a second than any machine makes. */
const withoutPause = ['1000000', endless];
/** What is late by more, in seconds, is not made up for: it was not reached. */
const steadyLate = '0.05';
const port = '8080';
const pageBytes = 8 << 10;
/** So many that nginx never waits for one of them. */
const clients = 4;

/** Opened and closed without a byte, both ends by the same process. */
export function bareTraffic(namespace: Namespace): Promise<BenchTraffic> {
  return traffic([node(namespace, '../generatorProcess.ts', ['91', ...withoutPause])]);
}

/** The same at a steady rate, by two processes, of which neither is busy all the time as long as the machine has time for it. */
export function steadyTraffic(namespace: Namespace, rate: number): Promise<BenchTraffic> {
  const offers = ['91', '92'].map((network) =>
    node(namespace, '../generatorProcess.ts', [network, String(rate / 2), endless, steadyLate]),
  );
  return traffic(offers);
}

/** nginx with one worker, and clients that open a connection for each page. */
export async function requestTraffic(namespace: Namespace): Promise<BenchTraffic> {
  const folder = mkdtempSync(join(tmpdir(), 'socket-diagnostics-bench-'));
  // The worker of nginx is another user.
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, 'page'), 'x'.repeat(pageBytes));
  writeFileSync(
    join(folder, 'nginx.conf'),
    `worker_processes 1; daemon off; pid ${folder}/nginx.pid; error_log stderr;
events {}
http {
  access_log off;
  server { listen 127.0.0.1:${port} backlog=4096; root ${folder}; }
}
`,
  );
  const server = namespace.spawn('nginx', ['-p', folder, '-e', 'stderr', '-c', join(folder, 'nginx.conf')], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const asking = Array.from({ length: clients }, () => node(namespace, 'requestsProcess.ts', [port]));
  return traffic([...asking, server], folder);
}

function node(namespace: Namespace, script: string, args: readonly string[]): ChildProcess {
  const path = new URL(script, import.meta.url).pathname;
  return namespace.spawn(nodePath, [path, ...args], { stdio: ['ignore', 'inherit', 'inherit'] });
}

/** @param folder is removed at the end. */
async function traffic(processes: readonly ChildProcess[], folder?: string): Promise<BenchTraffic> {
  const [client] = processes;
  const opened = (): number => activeOpens(client?.pid ?? -1);
  const before = await waitFor('the process is in its namespace', () => {
    try {
      return { opened: opened() };
    } catch {
      return undefined;
    }
  });
  await waitFor('connections are made', () => opened() > before.opened + 100);
  const pids = processes.flatMap(({ pid = -1 }) => [pid, ...children(pid)]);
  return {
    pids,
    opened,
    cpuMs: () => pids.reduce((sum, pid) => sum + cpuMs(pid), 0),
    [Symbol.asyncDispose]: async () => {
      for (const process of processes) await end(process);
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function children(pid: number): readonly number[] {
  const text = readFileSync(`/proc/${String(pid)}/task/${String(pid)}/children`, 'utf8').trim();
  return text === '' ? [] : text.split(' ').map(Number);
}

async function end(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return;
  // nginx ends its worker then.
  process.kill('SIGTERM');
  await once(process, 'exit');
}

/** Of the network namespace of a process: no other process is started to look, which would disturb what is measured. */
function activeOpens(pid: number): number {
  const [names = '', values = ''] = readFileSync(`/proc/${String(pid)}/net/snmp`, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('Tcp:'));
  return Number(values.split(' ')[names.split(' ').indexOf('ActiveOpens')]);
}
