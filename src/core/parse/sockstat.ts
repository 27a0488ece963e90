/** Longer and more than a kernel has: a handful of figures on each of six lines. */
const longestLine = 1000;
const mostCounters = 1000;

/**
 * Parses `/proc/net/sockstat` and `sockstat6`: lines of `TCP: inuse 3 orphan 0 tw 3`. Names become
 * `<prefix>.TCP.tw`. Lines and fields of any other form are skipped.
 * Source: net/ipv4/proc.c, sockstat_seq_show(); net/ipv6/proc.c, sockstat6_seq_show().
 */
export function parseSockstat(text: string, prefix: 'sockstat' | 'sockstat6'): Map<string, number> {
  const counters = new Map<string, number>();
  for (const line of text.split('\n')) {
    const match = line.length > longestLine ? null : /^(\w+):\s+(.*)$/.exec(line.trimEnd());
    if (match === null || counters.size > mostCounters) continue;
    const fields = (match[2] ?? '').split(/\s+/);
    for (let at = 0; at + 1 < fields.length; at += 2) {
      const value = fields[at + 1] ?? '';
      if (/^-?\d{1,20}$/.test(value))
        counters.set(`${prefix}.${match[1] ?? ''}.${fields[at] ?? ''}`, Number(value));
    }
  }
  return counters;
}
