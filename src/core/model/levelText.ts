import { numberText } from './numberText.ts';

/** Number and rate of TIME_WAIT sockets, as far as known. */
export interface TimeWaitLevel {
  /** The kernel's count of timewait mini-sockets; includes orphaned FIN_WAIT2. */
  readonly timeWait?: number;
  /** Whether the last inspection saw orphaned FIN_WAIT2, so that the count goes by both names. */
  readonly hasOrphans?: boolean;
  /** Mini-sockets created per second. */
  readonly createdPerSecond?: number;
  /** Sockets that skipped TIME_WAIT because the table was full. */
  readonly overflowed?: number;
}

/** What the kernel's one count of timewait mini-sockets is called. */
export function levelName(hasOrphans: boolean): string {
  return hasOrphans ? 'TIME_WAIT and orphaned FIN_WAIT2' : 'TIME_WAIT';
}

/** `TIME_WAIT 12,345 · +412/s`; empty if the number is not known. */
export function levelText({
  timeWait,
  hasOrphans = false,
  createdPerSecond,
  overflowed = 0,
}: TimeWaitLevel): string {
  if (timeWait === undefined) return '';
  const parts = [`${levelName(hasOrphans)} ${numberText(timeWait)}`];
  if (createdPerSecond !== undefined) parts.push(`+${numberText(createdPerSecond)}/s`);
  if (overflowed > 0) parts.push(`${numberText(overflowed)} skipped it, table full`);
  return parts.join(' · ');
}
