import type { AddressId, AddressTable } from '../model/addressTable.ts';
import { isAtLeast, type KernelVersion } from '../model/kernelVersion.ts';
import { integerParameter, type Parameters } from '../model/parameters.ts';

/** Linux keeps a socket in TIME_WAIT for 60 s, a compile-time constant (TCP_TIMEWAIT_LEN, include/net/tcp.h). */
const defaultLengthMs = 60_000;
/** Before 6.14 made it a parameter, a TIME_WAIT socket had to be about one second old. */
const fixedDelayMs = 1000;

/** Which TIME_WAIT sockets a new outgoing connection may reuse. */
export interface TimeWaitReuse {
  readonly mode: 'all' | 'loopback' | 'none';
  /** Why reuse cannot work at all: it is turned off, or there are no timestamps to tell old segments from new ones. */
  readonly blockedBy?: 'tcp_tw_reuse' | 'tcp_timestamps';
  /** Since it became TIME_WAIT, in milliseconds. */
  readonly delayMs: number;
  /** Whether the delay ends when the clock's second changes, which is at most `delayMs` later: from 4.19 to 6.13. */
  readonly isWholeSecond?: true;
  /** How long a socket stays in TIME_WAIT, in milliseconds. */
  readonly lengthMs: number;
}

/**
 * Whether the kernel parameters allow reuse. A missing parameter counts as its default. Before 4.18 `tcp_tw_reuse` is
 * a boolean, so 2 means "all" there.
 * Source: net/ipv4/tcp_ipv4.c, tcp_twsk_unique(), before and since 4.18 and 6.14.
 */
export function timeWaitReuse(parameters: Parameters, kernel: KernelVersion | undefined): TimeWaitReuse {
  const isSwitch = kernel !== undefined && !isAtLeast(kernel, 4, 18);
  const setting = integerParameter(parameters, 'net.ipv4.tcp_tw_reuse') ?? (isSwitch ? 0 : 2);
  const vendorLength = integerParameter(parameters, 'net.ipv4.tcp_tw_timeout');
  const delayMs = integerParameter(parameters, 'net.ipv4.tcp_tw_reuse_delay');
  const isBetween = kernel !== undefined && isAtLeast(kernel, 4, 19) && !isAtLeast(kernel, 6, 14);
  const times = {
    delayMs: delayMs ?? fixedDelayMs,
    ...(delayMs === undefined && isBetween && ({ isWholeSecond: true } as const)),
    lengthMs: vendorLength === undefined || vendorLength < 1 ? defaultLengthMs : vendorLength * 1000,
  };
  if (setting === 0) return { mode: 'none', blockedBy: 'tcp_tw_reuse', ...times };
  if (integerParameter(parameters, 'net.ipv4.tcp_timestamps') === 0) {
    return { mode: 'none', blockedBy: 'tcp_timestamps', ...times };
  }
  return { mode: setting === 2 && !isSwitch ? 'loopback' : 'all', ...times };
}

/** Whether reuse applies to connections between these two addresses. */
export function reuseApplies(
  reuse: TimeWaitReuse,
  addresses: AddressTable,
  local: AddressId,
  remote: AddressId,
): boolean {
  if (reuse.mode !== 'loopback') return reuse.mode === 'all';
  return addresses.isLoopback(local) || addresses.isLoopback(remote);
}
