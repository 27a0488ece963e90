import { setTimeout as sleep } from 'node:timers/promises';
import { inspectRequest, levelRequest } from '../../src/core/protocol/inspection.ts';
import { Generator } from '../bench/generator.ts';
import { median } from '../bench/statistics.ts';
import { Namespace } from '../support/namespace.ts';
import { MonitoredServer, type ServerFigures } from './monitoredServer.ts';

/** The setting `socketDiagnostics.liveInterval`, unless it is changed. */
const liveIntervalMs = 2000;
const warmUpInspections = 5;

export interface LoadOptions {
  /** TIME_WAIT sockets. Each lives 60 s, so that a sixtieth of them is made, and ends, in each second. */
  readonly sockets: number;
  readonly workers: number;
  /** How long they are made before anything is measured; as long as a socket lives if left out. */
  readonly settleSeconds?: number;
  readonly seconds: number;
  /** Between two inspections, as somebody makes who looks again now and then; in milliseconds. */
  readonly inspectEveryMs: number;
  readonly say: (text: string) => void;
}

export interface LoadFigures {
  /** TIME_WAIT sockets that there were, least and most. */
  readonly sockets: readonly [number, number];
  readonly seconds: number;
  readonly levels: number;
  readonly inspections: number;
  /** In percent of one core, all together. */
  readonly processor: number;
  /** Median of the first and of the last part, in megabytes. */
  readonly memory: readonly [number, number];
  readonly descriptors: readonly [number, number];
  readonly handles: readonly [number, number];
  /** Median over the parts of the time, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** Lets a server follow a busy host as a window with default settings does: the level all the time, an inspection now and then. */
export async function underLoad({
  sockets,
  workers,
  settleSeconds,
  seconds,
  inspectEveryMs,
  say,
}: LoadOptions): Promise<LoadFigures> {
  await using namespace = await Namespace.create({ 'net.ipv4.tcp_max_tw_buckets': 2 * sockets });
  const generator = new Generator(namespace);
  say(`${String(await generator.raise(sockets, workers, settleSeconds))} sockets in TIME_WAIT`);
  await using monitored = await MonitoredServer.start(namespace);
  const { server } = monitored;
  const inspect = async (): Promise<number> => {
    const { report } = await server.send(inspectRequest, { host: 'local', collector: 'auto' });
    return report.timeWait.count ?? 0;
  };
  // Until then the engine has grown its heap to a size that suits it.
  for (let time = 0; time < warmUpInspections; time++) await inspect();
  const first = await monitored.figures();
  const parts: ServerFigures[] = [];
  const seen: number[] = [];
  const began = performance.now();
  const partMs = (seconds * 1000) / 10;
  let [levels, inspections] = [0, 0];
  for (let next = began; performance.now() - began < seconds * 1000; next += liveIntervalMs) {
    await sleep(Math.max(0, next - performance.now()));
    await server.send(levelRequest, { host: 'local' });
    levels++;
    const elapsed = performance.now() - began;
    if (elapsed >= inspectEveryMs * (inspections + 1)) {
      seen.push(await inspect());
      inspections++;
    }
    if (elapsed >= partMs * (parts.length + 1)) {
      const part = await monitored.figures();
      parts.push(part);
      say(`${(elapsed / 1000).toFixed(0)} s: ${part.megabytes.toFixed(0)} MB, p99 ${part.p99.toFixed(1)} ms`);
    }
  }
  const last = await monitored.figures();
  parts.push(last);
  const elapsed = (performance.now() - began) / 1000;
  const ofParts = (of: (part: ServerFigures) => number, from: number, to?: number): number =>
    median(parts.slice(from, to).map(of));
  return {
    sockets: [Math.min(...seen), Math.max(...seen)],
    seconds: elapsed,
    levels,
    inspections,
    processor: ((last.processorSeconds - first.processorSeconds) / elapsed) * 100,
    memory: [ofParts((part) => part.megabytes, 0, 2), ofParts((part) => part.megabytes, -2)],
    descriptors: [first.descriptors, last.descriptors],
    handles: [first.handles, last.handles],
    p50: ofParts((part) => part.p50, 0),
    p99: ofParts((part) => part.p99, 0),
    max: Math.max(...parts.map(({ max }) => max)),
  };
}
