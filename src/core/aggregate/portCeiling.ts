/** Limits of ephemeral port usage, by the formulas for one local address and one remote endpoint. */

export interface PortCapacity {
  /** Local ports that the kernel may choose from. */
  readonly usable: number;
  /** How long a closed connection keeps its port: the length of TIME_WAIT, or the delay of `tcp_tw_reuse` if that applies. */
  readonly holdSeconds: number;
  /** Each additional local address, remote address or remote port provides the whole range again; defaults to 1. */
  readonly tuples?: number;
}

/** Connections per second that can be opened and closed indefinitely if this side closes first. */
export function portCeiling({ usable, holdSeconds, tuples = 1 }: PortCapacity): number {
  return holdSeconds <= 0 ? Infinity : (Math.max(0, usable) * tuples) / holdSeconds;
}

export interface PortLevel {
  readonly used: number;
  /** Of `used`, those in TIME_WAIT, which become free again. */
  readonly timeWait: number;
  /** Of `timeWait`, those that a new connection may reuse now; they count as free. */
  readonly reusable: number;
  readonly ratePerSecond: number;
}

/**
 * The number of seconds until no port is left at this rate; undefined if that never happens. Open connections keep
 * their ports. Connections in TIME_WAIT are assumed to have been closed evenly over the time that they are held, so
 * `timeWait / holdSeconds` ports become free each second.
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
  // At a steady rate, the number held is the number that arrive while one is held.
  if (ratePerSecond * holdSeconds <= usable - open) return undefined;
  const gain = ratePerSecond - blocked / holdSeconds;
  return free / gain;
}
