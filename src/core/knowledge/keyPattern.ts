/**
 * Whether a dotted key belongs to the family that a pattern names. `*` stands for one or more characters other than a
 * dot: `net.ipv4.conf.*.rp_filter`, `net.netfilter.nf_conntrack_*`.
 */
export function matchesKeyPattern(pattern: string, key: string): boolean {
  const wanted = pattern.split('.');
  const found = key.split('.');
  return wanted.length === found.length && wanted.every((part, at) => matchesPart(part, found[at] ?? ''));
}

function matchesPart(pattern: string, text: string): boolean {
  const [head = '', tail] = pattern.split('*');
  if (tail === undefined) return pattern === text;
  return text.length > head.length + tail.length && text.startsWith(head) && text.endsWith(tail);
}
