/**
 * Parses `/proc/net/stat/nf_conntrack`: a line of names, then a line of hexadecimal values for each CPU. Names become
 * `nf_conntrack.insert_failed`, values are summed. `entries` is the same on each line, and taken once.
 * Source: net/netfilter/nf_conntrack_standalone.c, ct_cpu_seq_show().
 */
export function parseConntrackStat(text: string): Map<string, number> {
  const [header = '', ...lines] = text.split('\n').map((line) => line.trim());
  const names = header.split(/\s+/);
  const counters = new Map<string, number>();
  if (names[0] !== 'entries') return counters;
  for (const line of lines) {
    const fields = line.split(/\s+/);
    if (fields.length !== names.length || !fields.every((field) => /^[\da-f]{1,16}$/i.test(field))) continue;
    for (const [at, name] of names.entries()) {
      const value = Number.parseInt(fields[at] ?? '0', 16);
      const key = `nf_conntrack.${name}`;
      counters.set(key, name === 'entries' ? value : (counters.get(key) ?? 0) + value);
    }
  }
  return counters;
}
