import { portCeiling } from '../aggregate/portCeiling.ts';

/** A configuration of ephemeral ports to be tried out. */
export interface PortPlan {
  readonly low: number;
  readonly high: number;
  /** Ports of the range that are not for outgoing connections: reserved or listened on. */
  readonly taken: number;
  /** Whether `tcp_tw_reuse` applies to these connections. */
  readonly reuse: boolean;
  /** `tcp_tw_reuse_delay`, in milliseconds. */
  readonly delayMs: number;
  /** How long a socket stays in TIME_WAIT, in seconds. */
  readonly lengthSeconds: number;
  /** Remote endpoints that the connections are spread over. */
  readonly destinations: number;
  /** Local addresses that they leave from. */
  readonly localAddresses: number;
}

export interface PortOutlook {
  /** For each local address and remote endpoint. */
  readonly usable: number;
  /** Connections at a time, in all. */
  readonly capacity: number;
  /** Connections per second that can be opened and closed for ever, in all. */
  readonly ceilingPerSecond: number;
  /** From none in use to none left, at the rate asked about; absent where the rate can be sustained. */
  readonly fullInSeconds?: number;
}

/** What a plan makes of a rate of connections that this side closes first. */
export function portOutlook(plan: PortPlan, ratePerSecond: number): PortOutlook {
  const tuples = Math.max(1, plan.destinations) * Math.max(1, plan.localAddresses);
  const usable = Math.max(0, plan.high - plan.low + 1 - plan.taken);
  const holdSeconds = plan.reuse ? plan.delayMs / 1000 : plan.lengthSeconds;
  const ceilingPerSecond = portCeiling({ usable, holdSeconds, tuples });
  const capacity = usable * tuples;
  return {
    usable,
    capacity,
    ceilingPerSecond,
    ...(ratePerSecond > ceilingPerSecond && { fullInSeconds: capacity / ratePerSecond }),
  };
}
