import type { Cancellation } from '../model/cancellation.ts';
import type { Counters } from '../model/counters.ts';
import type { NatPorts } from '../model/natPorts.ts';
import { ok, type Outcome } from '../model/outcome.ts';
import { NfConntrackParser } from '../parse/nfConntrack.ts';
import type { SourceReader } from './host.ts';

/** Half a million connections have 80 MB. */
const source = { kind: 'file', path: '/proc/net/nf_conntrack', limitBytes: 128 << 20 } as const;
/** Fewer cannot use up the ports that a NAT chooses from by itself (1024 to 65535). */
const leastEntries = 50_000;
const mostKept = 20;

/**
 * The ports that a source NAT of the host uses, fullest first. Read only where they can be the problem, because each tracked
 * connection is a line: a connection could not be entered, or there are very many. Undefined otherwise. Only root may read them.
 */
export async function collectNatPorts(
  host: SourceReader,
  counters: Counters | undefined,
  cancellation: Cancellation,
): Promise<Outcome<readonly NatPorts[]> | undefined> {
  const failed = counters?.get('nf_conntrack.insert_failed') ?? 0;
  const entries = counters?.get('nf_conntrack.entries') ?? 0;
  if (failed === 0 && entries < leastEntries) return undefined;
  const parser = new NfConntrackParser();
  const outcome = await host.read(
    source,
    (chunk) => {
      parser.push(chunk);
    },
    cancellation,
  );
  return 'problem' in outcome ? outcome : ok(parser.finish().slice(0, mostKept));
}
