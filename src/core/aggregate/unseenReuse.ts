import { TimerKind, type SocketTable } from '../model/socketTable.ts';
import { TcpState } from '../model/tcpState.ts';
import type { SocketGroups } from './socketGroups.ts';
import type { TimeWaitReuse } from './timeWaitReuse.ts';

/**
 * Why TIME_WAIT sockets that could be reused by their age are not counted as reusable:
 * - `never`: connections were opened while there were such sockets, and none or too few were taken over;
 * - `unproved`: nothing shows that one was taken over here, or whether anybody tried.
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
  /** Connections have ended up to now, so new ones get ports. */
  readonly isGoingOn: boolean;
}

/**
 * If reuse worked, at least this part of those connections had taken a port over. Where there is one destination only, any that was
 * taken over was its own, and reuse may be on since a moment ago.
 */
const leastTaken = 0.25;

/**
 * Destinations at which reuse should be seen at work and `TWRecycled`, the kernel's count of it for the whole network namespace,
 * does not show it: the peer sends no timestamps, or they were switched on less than 60 s ago. A TIME_WAIT socket does not tell
 * whether it had them. If several destinations are full, the count may be of another: that those where connections still end
 * work shows by just that.
 * Source: net/ipv4/tcp_ipv4.c, tcp_twsk_unique(): `tcptw->tw_ts_recent_stamp`; tested on 6.18 with such a peer.
 */
export function unseenReuse(
  table: SocketTable,
  groups: SocketGroups,
  { lengthMs, delayMs }: TimeWaitReuse,
  all: readonly ReuseCandidate[],
  recycled: number,
): ReadonlyMap<number, UnseenReuse> {
  const candidates = all.filter(
    ({ used, usable = 0, reusable }) => used >= usable * leastShare && reusable >= used * leastReusable,
  );
  const leastOf = (count: number): number => (all.length === 1 ? 1 : count * leastTaken);
  const oldest = new Map<number, number>(candidates.map(({ group }) => [group, 0]));
  if (oldest.size === 0) return new Map();
  for (const [group, age] of timedRows(table, groups, lengthMs, oldest))
    oldest.set(group, Math.max(oldest.get(group) ?? 0, age));
  const later = new Map<number, number>();
  for (const [group, age] of timedRows(table, groups, lengthMs, oldest))
    if (age < (oldest.get(group) ?? 0) - delayMs * 2) later.set(group, (later.get(group) ?? 0) + 1);
  return new Map(
    candidates.flatMap(({ group, isGoingOn }): (readonly [number, UnseenReuse])[] => {
      const count = later.get(group) ?? 0;
      if (count >= enoughLater && recycled < leastOf(count)) return [[group, 'never']];
      const isOfAnother = candidates.length > 1 && !isGoingOn;
      return recycled === 0 || isOfAnother ? [[group, 'unproved']] : [];
    }),
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
