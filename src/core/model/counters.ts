import { numberText } from './numberText.ts';

/**
 * The kernel's counters by name: `TcpExt.TW`, `Tcp.ActiveOpens`, `sockstat.TCP.tw`, `sockstat6.TCP6.inuse`. A name
 * that the kernel does not have is absent. All values of `TcpExt` and `Tcp` only grow, and belong to the network
 * namespace; `sockstat.TCP.orphan`, `.alloc` and `.mem` apply to the whole machine (net/ipv4/proc.c, sockstat_seq_show()).
 * If counters are read again a while after the sockets, `sockstat` stays as it was with the sockets, and `later.sockstat.TCP.tw` has
 * the later value.
 */
export type Counters = ReadonlyMap<string, number>;

/** Counters with an earlier reading of the same host, so that growth can be judged. */
export interface CounterReadings {
  readonly current: Counters;
  readonly previous?: { readonly counters: Counters; readonly secondsEarlier: number };
}

/** The time that growth is counted over, for sentences: `in the last 10 s`. */
export function growthPeriod({ previous }: CounterReadings): string {
  const seconds = previous?.secondsEarlier ?? 0;
  return `in the last ${numberText(seconds < 10 ? Math.round(seconds * 10) / 10 : Math.round(seconds))} s`;
}

/** How much a counter grew since the earlier reading; undefined if there is no earlier reading or the counter was reset. */
export function counterGrowth(readings: CounterReadings, name: string): number | undefined {
  const now = readings.current.get(name);
  const before = readings.previous?.counters.get(name);
  if (now === undefined || before === undefined || now < before) return undefined;
  return now - before;
}
