import { numberText } from './numberText.ts';

/** Number and rate of TIME_WAIT sockets, as far as known. */
export interface TimeWaitLevel {
  /** The kernel's count of timewait mini-sockets; includes orphaned FIN_WAIT2. */
  readonly timeWait?: number;
  /** Mini-sockets created per second. */
  readonly createdPerSecond?: number;
  /** Sockets that skipped TIME_WAIT because the table was full. */
  readonly overflowed?: number;
}

/** `TIME_WAIT 12,345 · +412/s`; empty if the number is not known. */
export function levelText({ timeWait, createdPerSecond, overflowed = 0 }: TimeWaitLevel): string {
  if (timeWait === undefined) return '';
  const parts = [`TIME_WAIT ${numberText(timeWait)}`];
  if (createdPerSecond !== undefined) parts.push(`+${numberText(createdPerSecond)}/s`);
  if (overflowed > 0) parts.push(`${numberText(overflowed)} skipped it, table full`);
  return parts.join(' · ');
}
