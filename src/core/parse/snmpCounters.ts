/** Longer and more than a kernel has: a line is about 2 kB, and there are some hundred counters. */
const longestLine = 1 << 16;
const mostCounters = 10_000;

/**
 * Parses `/proc/net/netstat` and `/proc/net/snmp`: pairs of lines, names and then values, both with the same prefix.
 * Names become `TcpExt.TW`. Columns are matched by position within a pair and by name across kernels; a value without
 * a name, or a name without a value, is skipped. Values are unsigned 64-bit in the kernel; above 2^53 they lose
 * precision, which only matters for octets.
 * Source: net/ipv4/proc.c, netstat_seq_show(), snmp_seq_show().
 */
export function parseSnmpCounters(text: string): Map<string, number> {
  const counters = new Map<string, number>();
  let names: readonly string[] = [];
  for (const line of text.split('\n')) {
    if (line.length > longestLine || counters.size > mostCounters) continue;
    const fields = line.trim().split(/\s+/);
    const prefix = fields[0] ?? '';
    if (!prefix.endsWith(':')) continue;
    if (names[0] === prefix && fields.slice(1).every((field) => /^-?\d{1,20}$/.test(field))) {
      const group = prefix.slice(0, -1);
      for (let at = 1; at < Math.min(names.length, fields.length); at++) {
        counters.set(`${group}.${names[at] ?? ''}`, Number(fields[at]));
      }
      names = [];
    } else names = fields;
  }
  return counters;
}
