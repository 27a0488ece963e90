import { portCeiling } from '../aggregate/portCeiling.ts';

/** A hypothetical configuration of ephemeral ports. */
export interface PortPlan {
  readonly low: number;
  readonly high: number;
  /** Ports in the range that are not available to outgoing connections: reserved, or with a listening socket. */
  readonly taken: number;
  /** Whether `tcp_tw_reuse` applies to these connections. */
  readonly reuse: boolean;
  /** `tcp_tw_reuse_delay`, in milliseconds. */
  readonly delayMs: number;
  /** How long a socket stays in TIME_WAIT, in seconds. */
  readonly lengthSeconds: number;
  /** The number of remote endpoints that the connections are spread over. */
  readonly destinations: number;
  /** The number of local addresses that the connections use. */
  readonly localAddresses: number;
}

export interface PortOutlook {
  /** For each local address and remote endpoint. */
  readonly usable: number;
  /** Simultaneous connections, in total. */
  readonly capacity: number;
  /** Connections per second that can be opened and closed indefinitely, in total. */
  readonly ceilingPerSecond: number;
  /** The time from no port in use to no port left at the given rate; absent if the rate can be sustained. */
  readonly fullInSeconds?: number;
}

/** The effect of a plan at a rate of connections that this side closes first. */
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
