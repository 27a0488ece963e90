import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { counter } from '../support/kernelCounts.ts';
import { Namespace } from '../support/namespace.ts';
import { nodePath } from '../support/paths.ts';
import { waitFor } from '../support/waitFor.ts';
import { Watching } from '../support/watching.ts';
import { budgets } from './budgets.ts';
import { row, type Row } from './row.ts';
import { median } from './statistics.ts';

/** Connections a second; each has two ends, and both are announced. */
const wantedRate = 20_000;
const secondsAtRate = 5;
const secondsAtFullSpeed = 3;
const asManyAsCan = 1_000_000;
/** The rate at which memory is looked at: it is no other at a higher one, and the machine has something else to do. */
const memoryRate = 2000;
/** A table of a steady size: what does not fit into it ends at once. */
const parameters = { 'net.ipv4.tcp_max_tw_buckets': 10_000 };

interface Listener extends AsyncDisposable {
  readonly pid: number;
}

/** @param minutes for which memory is looked at. */
export async function measureWatch(
  runs: number,
  minutes: number,
  say: (text: string) => void,
): Promise<readonly Row[]> {
  await using namespace = await Namespace.create(parameters);
  return [
    await cpu(namespace, runs, say),
    ...(await throughput(namespace, runs)),
    await memory(namespace, minutes, say),
  ];
}

/** Both listen to the same connections, so that what else the machine does takes from both. */
async function cpu(namespace: Namespace, runs: number, say: (text: string) => void): Promise<Row> {
  const pairs: (readonly [number, number])[] = [];
  const rates: number[] = [];
  for (let run = 0; run < runs; run++) {
    await using ours = await Watching.start(namespace);
    await using theirs = await ssEvents(namespace);
    const before = [cpuMs(ours.pid), cpuMs(theirs.pid)] as const;
    const [made, seconds] = await makeConnections(namespace, wantedRate, secondsAtRate);
    await settled(ours, 2 * made);
    const [mine, other] = [cpuMs(ours.pid) - before[0], cpuMs(theirs.pid) - before[1]];
    const { ended, lost } = await ours.stop();
    const lines = await theirs.lines();
    say(
      `${String(Math.round(made / seconds))} connections a second: ${String(ended)} ends seen, ${String(lost)} lost, ss printed ${String(lines)}; ${mine.toFixed(0)} against ${other.toFixed(0)} ms`,
    );
    pairs.push([mine / ended, other / lines]);
    rates.push(made / seconds);
  }
  const [ours, theirs] = [pairs.map(([mine]) => mine), pairs.map(([, other]) => other)];
  const thousand = (perEnd: readonly number[]): number => median(perEnd) * 1000;
  return row(
    {
      name: `watching ${Math.round(median(rates)).toLocaleString('en-US')} connections a second: processor time of watch : ss -E to a file, for 1,000 ends`,
      unit: 'ms',
      medians: { watch: thousand(ours), 'ss -E to a file': thousand(theirs) },
      ratio: median(pairs.map(([mine, other]) => mine / other)),
    },
    budgets.watchToSs,
  );
}

/** As fast as one process can, with and without someone who listens; who is first changes. */
async function throughput(namespace: Namespace, runs: number): Promise<readonly Row[]> {
  const watched: number[] = [];
  const withSs: number[] = [];
  const alone: number[] = [];
  const listened = async (start: () => Promise<AsyncDisposable>): Promise<number> => {
    const listener = await start();
    try {
      return await microseconds(namespace);
    } finally {
      await listener[Symbol.asyncDispose]();
    }
  };
  for (let run = -1; run < runs; run++) {
    const turns: (readonly [number[], () => Promise<number>])[] = [
      [alone, () => microseconds(namespace)],
      [watched, () => listened(() => Watching.start(namespace))],
      [withSs, () => listened(() => ssEvents(namespace))],
    ];
    for (const [figures, measure] of run % 2 === 0 ? turns.toReversed() : turns) {
      const figure = await measure();
      if (run >= 0) figures.push(figure);
    }
  }
  const compare = (name: string, figures: readonly number[]) => ({
    name: `time of a connection over loopback, both ends closed: ${name} : not watched`,
    unit: 'µs' as const,
    medians: { [name]: median(figures), 'not watched': median(alone) },
    ratio: median(figures.map((figure, run) => figure / (alone[run] ?? NaN))),
  });
  return [row(compare('watched', watched), budgets.watchedTraffic), row(compare('with ss -E', withSs))];
}

async function memory(namespace: Namespace, minutes: number, say: (text: string) => void): Promise<Row> {
  await using watching = await Watching.start(namespace);
  const seconds = minutes * 60;
  const making = makeConnections(namespace, memoryRate, seconds);
  // What it takes once is taken in the first part.
  await sleep((seconds / 4) * 1000);
  const levels: number[] = [];
  const steps = 12;
  for (let step = 0; step < steps; step++) {
    await sleep(((seconds * 0.7) / steps) * 1000);
    levels.push(residentMegabytes(watching.pid));
  }
  const [made] = await making;
  const third = steps / 3;
  const growth = median(levels.slice(-third)) - median(levels.slice(0, third));
  say(
    `${String(made)} connections in ${String(seconds)} s; MB: ${levels.map((one) => one.toFixed(0)).join(' ')}`,
  );
  return row(
    {
      name: `watching for ${minutes < 1 ? `${String(seconds)} s` : `${String(minutes)} min`}: memory at the end, more than after the first quarter`,
      unit: 'MB',
      medians: { more: growth, 'at most': Math.max(...levels) },
    },
    budgets.watchGrowthMegabytes,
  );
}

/** Makes connections at a rate, or as fast as it can; gives how many, as the kernel counts them, and the seconds. */
async function makeConnections(
  namespace: Namespace,
  rate: number,
  seconds: number,
): Promise<readonly [number, number]> {
  const opens = (): Promise<number> => counter(namespace, 'Tcp', 'ActiveOpens');
  const before = await opens();
  const start = performance.now();
  const script = new URL('generatorProcess.ts', import.meta.url).pathname;
  const child = namespace.spawn(nodePath, [script, '90', String(rate), String(seconds)], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  await once(child, 'exit');
  return [(await opens()) - before, (performance.now() - start) / 1000];
}

/** Of one connection. The start of the process that makes them is a part, the same each time. */
async function microseconds(namespace: Namespace): Promise<number> {
  const [made, seconds] = await makeConnections(namespace, asManyAsCan, secondsAtFullSpeed);
  return (seconds * 1e6) / made;
}

/** Until it has counted all ends, or nothing more comes. */
async function settled(watching: Watching, ends: number): Promise<void> {
  let last = -1;
  while (watching.latest.ended < ends && watching.latest.ended !== last) {
    last = watching.latest.ended;
    await sleep(1500);
  }
}

interface SsEvents extends Listener {
  /** Ends it; gives how many lines it had written, but for those in its last buffer. */
  lines(): Promise<number>;
}

/** `ss -E`, writing into a file: what anybody would do with it. */
async function ssEvents(namespace: Namespace): Promise<SsEvents> {
  const folder = mkdtempSync(join(tmpdir(), 'socket-diagnostics-bench-'));
  const path = join(folder, 'output');
  const file = openSync(path, 'w');
  const child = namespace.spawn('ss', ['-HntE'], { stdio: ['ignore', file, 'ignore'] });
  closeSync(file);
  const pid = child.pid ?? -1;
  await waitFor('ss listens', () => listensTo(pid));
  const end = async (): Promise<void> => {
    await stop(child);
    rmSync(folder, { recursive: true, force: true });
  };
  return {
    pid,
    lines: async () => {
      await stop(child);
      return readFileSync(path).reduce((count, byte) => count + (byte === 10 ? 1 : 0), 0);
    },
    [Symbol.asyncDispose]: end,
  };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/** Whether a process has joined groups of NETLINK_SOCK_DIAG, which is protocol 4. */
function listensTo(pid: number): boolean {
  try {
    return readFileSync(`/proc/${String(pid)}/net/netlink`, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .some(
        ([, protocol, port, groups]) =>
          protocol === '4' && port === String(pid) && Number(`0x${groups ?? '0'}`) > 0,
      );
  } catch {
    return false;
  }
}

/** Processor time of all threads of a process, from the scheduler. */
function cpuMs(pid: number): number {
  const folder = `/proc/${String(pid)}/task`;
  const nanoseconds = readdirSync(folder).map((thread) =>
    Number(readFileSync(join(folder, thread, 'schedstat'), 'utf8').split(' ')[0]),
  );
  return nanoseconds.reduce((sum, one) => sum + one, 0) / 1e6;
}

function residentMegabytes(pid: number): number {
  const found = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'));
  return Number(found?.[1]) / 1024;
}
