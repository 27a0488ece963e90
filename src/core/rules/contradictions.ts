import type { Aggregation } from '../aggregate/aggregation.ts';
import type { AddressTable } from '../model/addressTable.ts';
import type { Finding, ParameterFix } from '../model/finding.ts';

const reuseKey = 'net.ipv4.tcp_tw_reuse';

interface Sockets {
  readonly table: { readonly addresses: AddressTable };
  readonly aggregation: Aggregation;
}

/**
 * Leaves out advice that would harm or contradict: a finding whose fix undoes that of a worse one, and `tcp_tw_reuse = 2`
 * (loopback only) where a destination that is not on loopback lives on 1, or will once timestamps are on. Findings are worst first.
 */
export function withoutContradictions(
  findings: readonly Finding[],
  sockets: Sockets | undefined,
): readonly Finding[] {
  const wanted = new Map<string, string>();
  return findings.filter((finding) => {
    const [fix] = finding.fixes ?? [];
    if (fix === undefined) return true;
    if (isContrary(fix, wanted) || (sockets !== undefined && takesReuseAway(fix, sockets))) return false;
    for (const change of fix.changes) if (change.kind === 'set') wanted.set(change.key, change.value);
    return true;
  });
}

function isContrary({ changes }: ParameterFix, wanted: ReadonlyMap<string, string>): boolean {
  return changes.some((change) => {
    const other = change.kind === 'set' ? wanted.get(change.key) : undefined;
    return change.kind === 'set' && other !== undefined && other !== change.value;
  });
}

function takesReuseAway({ changes }: ParameterFix, { aggregation, table }: Sockets): boolean {
  const takes = changes.some(
    (change) => change.kind === 'set' && change.key === reuseKey && change.value !== '1',
  );
  return (
    takes &&
    (aggregation.reuse.mode === 'all' || aggregation.reuse.blockedBy === 'tcp_timestamps') &&
    aggregation.destinations.some(
      ({ timeWait, localAddress, remoteAddress }) =>
        timeWait > 0 &&
        !table.addresses.isLoopback(localAddress) &&
        !table.addresses.isLoopback(remoteAddress),
    )
  );
}
