import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Namespace } from '../../support/namespace.ts';
import { nodePath } from '../../support/paths.ts';
import { waitFor } from '../../support/waitFor.ts';
import { Watching } from '../../support/watching.ts';
import { budgets } from '../budgets.ts';
import { row, type Budget, type Row } from '../row.ts';
import { median } from '../statistics.ts';
import { cpuMs, kernelWorkersMs } from './cpuMs.ts';
import { listensTo } from './listensTo.ts';
import { bareTraffic, requestTraffic, steadyTraffic, type BenchTraffic } from './traffic.ts';

/** Each look at the traffic, in milliseconds: the more often it changes who listens, the less else changes meanwhile. */
const lookMs = 2000;
/** What a listener does when it begins is not what it costs. */
const settlingMs = 1000;

const nobody = 'not watched';
const bare = 'a bare listener';
const us = 'watched';

/** Connections a second that are offered; halved on a machine that cannot make them even if nobody listens. */
const wantedRate = 20_000;
const leastRate = 1000;
/** What a steady rate that is reached may lack: the last connections of a look. */
const reachedShare = 0.99;

/**
 * What watching takes from a load that the machine has time for, which is what is promised; and, for connections that are made
 * without a pause, what we take and what nobody who listens can save.
 */
export async function measureWatchedTraffic(
  namespace: Namespace,
  runs: number,
  say: (text: string) => void,
): Promise<readonly Row[]> {
  const comparing = { namespace, runs, say };
  const rate = await reachableRate(namespace, say);
  const offered = `each of ${rate.toLocaleString('en-US')} connections offered a second`;
  return [
    ...(await compare(offered, () => steadyTraffic(namespace, rate), {
      ...comparing,
      budget: budgets.watchedTraffic,
    })),
    ...(await compare('a connection that carries a page of 8 KB from nginx', requestTraffic, comparing)),
    ...(await compare('a connection without a byte, both ends of one process', bareTraffic, comparing)),
  ];
}

async function reachableRate(namespace: Namespace, say: (text: string) => void): Promise<number> {
  for (let rate = wantedRate; rate >= leastRate; rate /= 2) {
    await using traffic = await steadyTraffic(namespace, rate);
    const { time } = await costOf(traffic);
    if (1_000_000 / time >= rate * reachedShare) return rate;
    say(`of ${String(rate)} connections offered a second, ${(1_000_000 / time).toFixed(0)} were made`);
  }
  throw new Error(`this machine does not make ${String(leastRate)} connections a second`);
}

interface Comparing {
  readonly namespace: Namespace;
  readonly runs: number;
  readonly say: (text: string) => void;
  readonly budget?: Budget;
}

/** Of one connection, in microseconds. */
interface Cost {
  readonly time: number;
  /** Of all who make, serve, announce and hear of it: other work on the machine does not change it much. */
  readonly processor: number;
}

/** In each run nobody, somebody, nobody and so on listen to the same traffic; who is first changes. */
async function compare(
  name: string,
  start: (namespace: Namespace) => Promise<BenchTraffic>,
  { namespace, runs, say, budget }: Comparing,
): Promise<readonly Row[]> {
  await using traffic = await start(namespace);
  const listeners = [
    [us, () => watching(namespace)],
    [bare, () => bareListener(namespace)],
  ] as const;
  const seen: { readonly who: string; readonly cost: Cost; readonly alone: readonly [Cost, Cost] }[] = [];
  let before = await costOf(traffic);
  for (let run = 0; run < runs; run++)
    for (const [who, listen] of run % 2 === 0 ? listeners : listeners.toReversed()) {
      const cost = await whileListening(listen, traffic);
      const after = await costOf(traffic);
      seen.push({ who, cost, alone: [before, after] });
      say(`${name}: ${who} ${text(cost)}; ${nobody} ${text(before)} and ${text(after)}`);
      before = after;
    }
  const rowOf = (figure: keyof Cost, what: string, who: string, held?: Budget): Row => {
    const of = seen.filter((one) => one.who === who);
    const mean = ([first, second]: readonly [Cost, Cost]): number => (first[figure] + second[figure]) / 2;
    return row(
      {
        name: `${what} of ${name}: ${who} : ${nobody}`,
        unit: 'µs',
        medians: {
          [who]: median(of.map(({ cost }) => cost[figure])),
          [nobody]: median(of.map(({ alone }) => mean(alone))),
        },
        ratio: median(of.map(({ cost, alone }) => cost[figure] / mean(alone))),
      },
      held,
    );
  };
  return [
    rowOf('time', 'time', us, budget),
    rowOf('time', 'time', bare),
    rowOf('processor', 'processor time', us),
    rowOf('processor', 'processor time', bare),
  ];
}

function text({ time, processor }: Cost): string {
  return `${time.toFixed(1)} µs (processor ${processor.toFixed(1)})`;
}

interface Listener extends AsyncDisposable {
  readonly pid: number;
}

async function whileListening(listen: () => Promise<Listener>, traffic: BenchTraffic): Promise<Cost> {
  const listener = await listen();
  try {
    return await costOf(traffic, listener.pid);
  } finally {
    await listener[Symbol.asyncDispose]();
  }
}

async function costOf(traffic: BenchTraffic, listener?: number): Promise<Cost> {
  await sleep(settlingMs);
  const spent = (): number => traffic.cpuMs() + (listener === undefined ? 0 : cpuMs(listener));
  const [opened, start, workers, cpu] = [traffic.opened(), performance.now(), kernelWorkersMs(), spent()];
  await sleep(lookMs);
  const made = traffic.opened() - opened;
  const ms = performance.now() - start;
  let busy = spent() - cpu;
  for (const [pid, after] of kernelWorkersMs()) busy += Math.max(0, after - (workers.get(pid) ?? 0));
  return { time: (1000 * ms) / made, processor: (1000 * busy) / made };
}

function watching(namespace: Namespace): Promise<Listener> {
  return Watching.start(namespace);
}

async function bareListener(namespace: Namespace): Promise<Listener> {
  const script = new URL('bareListener.ts', import.meta.url).pathname;
  const child = namespace.spawn(nodePath, [script], { stdio: ['ignore', 'inherit', 'inherit'] });
  const pid = child.pid ?? -1;
  await waitFor('it listens', () => listensTo(pid));
  return {
    pid,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}
