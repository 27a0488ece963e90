import type { Cancellation } from '../model/cancellation.ts';
import type { Counters } from '../model/counters.ts';
import { failure, problemsOf, valueOf, withProblems, type Outcome } from '../model/outcome.ts';
import { parseConntrackStat } from '../parse/conntrackStat.ts';
import { parseSnmpCounters } from '../parse/snmpCounters.ts';
import { parseSockstat } from '../parse/sockstat.ts';
import { readText, type Source, type SourceReader } from './host.ts';

const files = [
  { path: '/proc/net/sockstat', parse: (text: string) => parseSockstat(text, 'sockstat') },
  { path: '/proc/net/sockstat6', parse: (text: string) => parseSockstat(text, 'sockstat6'), optional: true },
  { path: '/proc/net/netstat', parse: parseSnmpCounters },
  { path: '/proc/net/snmp', parse: parseSnmpCounters },
  // Absent if nothing tracks connections.
  { path: '/proc/net/stat/nf_conntrack', parse: parseConntrackStat, optional: true },
] as const;

const limitBytes = 4 << 20;
const sourceOf = ({ path }: { readonly path: string }): Source => ({ kind: 'file', path, limitBytes });

export const counterSources: readonly Source[] = files.map(sourceOf);

/** Reads the kernel's counters. Each file that cannot be read is a separate problem; the others still count. */
export async function collectCounters(
  host: SourceReader,
  cancellation: Cancellation,
): Promise<Outcome<Counters>> {
  const read = await Promise.all(
    files.map(async (file) => ({ file, text: await readText(host, sourceOf(file), cancellation) })),
  );
  const counters = new Map<string, number>();
  const problems = [];
  for (const { file, text } of read) {
    const value = valueOf(text);
    const isMissingIPv6 = 'optional' in file && text.kind === 'unavailable';
    if (value === undefined) {
      if (!isMissingIPv6) problems.push(...problemsOf(text));
      continue;
    }
    const parsed = file.parse(value);
    for (const [name, count] of parsed) counters.set(name, count);
    if (parsed.size === 0) problems.push(garbage(file.path));
  }
  const [first] = problems;
  if (counters.size === 0 && first !== undefined) {
    const kind = read.find(({ file, text }) => text.kind !== 'ok' && !('optional' in file))?.text.kind;
    return { kind: kind === 'denied' || kind === 'unavailable' ? kind : 'failed', problem: first };
  }
  return withProblems(counters, problems);
}

function garbage(path: string) {
  return failure(
    'failed',
    'counters-garbage',
    `${path} contains no readable counters.`,
    'Check that the kernel’s own /proc is mounted: mount | grep proc.',
  ).problem;
}
