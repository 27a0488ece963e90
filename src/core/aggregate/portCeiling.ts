/** What the use of ephemeral ports comes to, by the formulas for one local address and one remote endpoint. */

export interface PortCapacity {
  /** Local ports that the kernel may choose from. */
  readonly usable: number;
  /** How long a closed connection keeps its port: TIME_WAIT, or the delay of `tcp_tw_reuse` where that applies. */
  readonly holdSeconds: number;
  /** Each local address, remote address and remote port more gives the whole range once more; 1 where absent. */
  readonly tuples?: number;
}

/** Connections per second that can be opened and closed for ever when this side closes first. */
export function portCeiling({ usable, holdSeconds, tuples = 1 }: PortCapacity): number {
  return holdSeconds <= 0 ? Infinity : (Math.max(0, usable) * tuples) / holdSeconds;
}

export interface PortLevel {
  readonly used: number;
  /** Of `used`, in TIME_WAIT: these become free again. */
  readonly timeWait: number;
  /** Of `timeWait`, those that a new connection may take over now: they count as free. */
  readonly reusable: number;
  readonly ratePerSecond: number;
}

/**
 * In how many seconds no port is left if the rate lasts; undefined where it never comes to that. Connections that are
 * open keep their ports; those in TIME_WAIT are taken to have been closed evenly over the time that they are held, so
 * that as many become free each second as `timeWait / holdSeconds`.
 */
export function secondsToExhaustion(
  { used, timeWait, reusable, ratePerSecond }: PortLevel,
  usable: number,
  holdSeconds: number,
): number | undefined {
  const open = used - timeWait;
  const blocked = timeWait - reusable;
  const free = usable - open - blocked;
  if (free <= 0) return 0;
  // At a steady rate, as many are held as come within the time that each is held.
  if (ratePerSecond * holdSeconds <= usable - open) return undefined;
  const gain = ratePerSecond - blocked / holdSeconds;
  return free / gain;
}
