import { parsePortList } from '../model/portRange.ts';
import { meantIntegers } from './sysctlValue.ts';

/**
 * Whether writing a value would leave the running value unchanged. Spacing and number format do not matter, omitted
 * fields stay unchanged, and port lists are compared by their ports.
 */
export function isSameValue(running: string, written: string): boolean {
  const fields = running.trim().split(/\s+/);
  const meant = meantIntegers(written, fields.length);
  if (meant !== undefined) {
    const now = meantIntegers(running, meant.length);
    if (now?.join(' ') === meant.join(' ')) return true;
  }
  return canonical(running) === canonical(written);
}

function canonical(value: string): string {
  const text = value.trim().split(/\s+/).join(' ');
  return joinedPorts(text) ?? text;
}

/** The kernel merges adjacent ports when it prints a list of ports (kernel/sysctl.c, proc_do_large_bitmap()). */
function joinedPorts(text: string): string | undefined {
  const ranges = /^[\d,-]+$/.test(text) ? parsePortList(text) : undefined;
  const joined: { low: number; high: number }[] = [];
  for (const { low, high } of (ranges ?? []).toSorted((a, b) => a.low - b.low)) {
    const last = joined.at(-1);
    if (last !== undefined && low <= last.high + 1) last.high = Math.max(last.high, high);
    else joined.push({ low, high });
  }
  return ranges && joined.map(({ low, high }) => `${String(low)}-${String(high)}`).join(',');
}
