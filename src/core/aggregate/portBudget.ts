import type { Parameters } from '../model/parameters.ts';
import { parsePortList, parsePortRange, type PortRange } from '../model/portRange.ts';

/** The local ports that the kernel may choose for an outgoing connection. */
export interface PortBudget {
  readonly range: PortRange;
  /** Reserved ports in the range. */
  readonly reserved: number;
  /** Unreserved ports in the range that have a listening socket: skipped for every local address. */
  readonly listening: number;
  /** Ports of the range that programs hold with `bind()`, beside those: skipped for every destination, too. */
  readonly bound: number;
  /** The ports left for a new destination. */
  readonly usable: number;
  /** Neither reserved nor listened on, by port number: a port that the kernel chose, for connect() or for bind(). */
  readonly isUsable: Uint8Array;
}

/**
 * `usable = range − reserved ∩ range − held by listeners`, before ports that are only bound are subtracted. Undefined if the range is not known.
 * Source: net/ipv4/inet_hashtables.c, __inet_hash_connect().
 */
export function portBudget(parameters: Parameters, listeningPorts: Uint8Array): PortBudget | undefined {
  const range = parsePortRange(parameters.get('net.ipv4.ip_local_port_range')?.value ?? '');
  if (range === undefined) return undefined;
  const isUsable = new Uint8Array(65536);
  isUsable.fill(1, range.low, range.high + 1);
  let reserved = 0;
  for (const block of parsePortList(parameters.get('net.ipv4.ip_local_reserved_ports')?.value ?? '') ?? []) {
    for (let port = Math.max(block.low, range.low); port <= Math.min(block.high, range.high); port++) {
      reserved += isUsable[port] ?? 0;
      isUsable[port] = 0;
    }
  }
  let listening = 0;
  for (let port = range.low; port <= range.high; port++) {
    if (listeningPorts[port] !== 1 || isUsable[port] !== 1) continue;
    listening++;
    isUsable[port] = 0;
  }
  const usable = range.high - range.low + 1 - reserved - listening;
  return { range, reserved, listening, bound: 0, usable, isUsable };
}
