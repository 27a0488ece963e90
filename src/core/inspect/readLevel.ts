import { timeWaitCreated } from '../aggregate/timeWaitCreated.ts';
import { collectCounters, counterSources } from '../collect/collectCounters.ts';
import type { Host } from '../collect/host.ts';
import type { Cancellation } from '../model/cancellation.ts';
import { counterGrowth, type Counters } from '../model/counters.ts';
import type { KernelVersion } from '../model/kernelVersion.ts';
import { valueOf } from '../model/outcome.ts';

/** The number of TIME_WAIT sockets, and what is needed to compute the rate at the next reading. */
export interface Level {
  readonly counters: Counters;
  /** Milliseconds of the caller's clock. */
  readonly readAt: number;
  readonly timeWait?: number;
  readonly createdPerSecond?: number;
  readonly overflowed?: number;
}

/**
 * Reads the number and rate of TIME_WAIT sockets from the counters, in constant time and without reading sockets. The
 * rate is that of mini-sockets created with a timeout over 4 s (net/ipv4/inet_timewait_sock.c, __inet_twsk_schedule()).
 * @param now milliseconds of a clock that no change of the time of day touches
 */
export async function readLevel(
  host: Host,
  now: () => number,
  earlier: Level | undefined,
  kernel: KernelVersion | undefined,
  cancellation: Cancellation,
): Promise<Level> {
  const reading = host.open({ sources: counterSources }, cancellation);
  const counters = valueOf(await collectCounters(reading, cancellation)) ?? new Map<string, number>();
  const readAt = now();
  const timeWait = counters.get('sockstat.TCP.tw');
  const level = { counters, readAt, ...(timeWait !== undefined && { timeWait }) };
  const seconds = earlier === undefined ? 0 : (readAt - earlier.readAt) / 1000;
  if (earlier === undefined || seconds <= 0) return level;
  const readings = { current: counters, previous: { counters: earlier.counters, secondsEarlier: seconds } };
  const created = timeWaitCreated(readings, kernel);
  const overflowed = counterGrowth(readings, 'TcpExt.TCPTimeWaitOverflow');
  return {
    ...level,
    ...(created !== undefined && { createdPerSecond: created / seconds }),
    ...(overflowed !== undefined && { overflowed }),
  };
}
