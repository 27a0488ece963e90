import { TimerKind, type SocketTable } from '../model/socketTable.ts';
import { TcpState } from '../model/tcpState.ts';
import type { SocketGroups } from './socketGroups.ts';
import type { TimeWaitReuse } from './timeWaitReuse.ts';

/**
 * Why TIME_WAIT sockets that could be reused by their age are not counted as reusable:
 * - `never`: connections were opened while there were such sockets, and none was taken over;
 * - `unproved`: none was taken over, and nothing shows whether anybody tried.
 */
export type UnseenReuse = 'never' | 'unproved';

/** From this share of its ports on a destination could not have connected for long without reuse. */
const leastShare = 0.8;
const leastReusable = 0.5;
/** So many connections would have met a reusable port. */
const enoughLater = 20;

export interface ReuseCandidate {
  readonly group: number;
  readonly used: number;
  readonly usable: number | undefined;
  readonly reusable: number;
}

/**
 * Destinations at which reuse should be seen at work and `TWRecycled`, the kernel's count of it, is 0: the peer sends no
 * timestamps, or they were switched on less than 60 s ago. A TIME_WAIT socket does not tell whether it had them.
 * Source: net/ipv4/tcp_ipv4.c, tcp_twsk_unique(): `tcptw->tw_ts_recent_stamp`; tested on 6.18 with such a peer.
 */
export function unseenReuse(
  table: SocketTable,
  groups: SocketGroups,
  { lengthMs, delayMs }: TimeWaitReuse,
  candidates: readonly ReuseCandidate[],
): ReadonlyMap<number, UnseenReuse> {
  const oldest = new Map<number, number>();
  for (const { group, used, usable = 0, reusable } of candidates)
    if (used >= usable * leastShare && reusable >= used * leastReusable) oldest.set(group, 0);
  if (oldest.size === 0) return new Map();
  for (const [group, age] of timedRows(table, groups, lengthMs, oldest))
    oldest.set(group, Math.max(oldest.get(group) ?? 0, age));
  const later = new Map<number, number>();
  for (const [group, age] of timedRows(table, groups, lengthMs, oldest))
    if (age < (oldest.get(group) ?? 0) - delayMs * 2) later.set(group, (later.get(group) ?? 0) + 1);
  return new Map(
    [...oldest.keys()].map((group) => [group, (later.get(group) ?? 0) >= enoughLater ? 'never' : 'unproved']),
  );
}

function* timedRows(
  table: SocketTable,
  groups: SocketGroups,
  lengthMs: number,
  wanted: ReadonlyMap<number, number>,
): Iterable<readonly [group: number, ageMs: number]> {
  for (let row = 0; row < table.length; row++) {
    if (table.state[row] !== TcpState.TIME_WAIT || table.timer[row] !== TimerKind.timewait) continue;
    const group = groups.ofRow[row] ?? 0;
    if (wanted.has(group)) yield [group, lengthMs - (table.timerMs[row] ?? 0)];
  }
}
