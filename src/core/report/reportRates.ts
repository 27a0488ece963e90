import { timeWaitCreated } from '../aggregate/timeWaitCreated.ts';
import { counterGrowth, type CounterReadings } from '../model/counters.ts';
import type { KernelVersion } from '../model/kernelVersion.ts';

/** The growth of the network namespace's counters per second, between the previous inspection and this one. */
export interface ReportRates {
  /** The time between the two inspections, in seconds. */
  readonly seconds: number;
  /** Outgoing connections (`Tcp.ActiveOpens`). */
  readonly activeOpens?: number;
  /** Incoming connections (`Tcp.PassiveOpens`). */
  readonly passiveOpens?: number;
  /** Mini-sockets made: TIME_WAIT and orphaned FIN_WAIT2 (aggregate/timeWaitCreated.ts). */
  readonly timeWait?: number;
  /** Connections that ended with a reset (`Tcp.EstabResets`). */
  readonly resets?: number;
}

const names = {
  activeOpens: 'Tcp.ActiveOpens',
  passiveOpens: 'Tcp.PassiveOpens',
  resets: 'Tcp.EstabResets',
} as const;

/** Undefined in the first inspection of a host. */
export function reportRates(
  readings: CounterReadings | undefined,
  kernel: KernelVersion | undefined,
): ReportRates | undefined {
  const seconds = readings?.previous?.secondsEarlier ?? 0;
  if (readings === undefined || seconds <= 0) return undefined;
  const rates = Object.entries(names).flatMap(([rate, name]) => {
    const growth = counterGrowth(readings, name);
    return growth === undefined ? [] : [[rate, growth / seconds] as const];
  });
  const timeWait = timeWaitCreated(readings, kernel);
  return {
    seconds,
    ...Object.fromEntries(rates),
    ...(timeWait !== undefined && { timeWait: timeWait / seconds }),
  };
}
