import type { CollectedSockets, SocketQuery } from '../core/collect/collector.ts';
import type { SourceReader } from '../core/collect/host.ts';
import { sockDiagCollector } from '../core/collect/sockDiagCollector.ts';
import type { Cancellation } from '../core/model/cancellation.ts';
import type { Failure, Outcome } from '../core/model/outcome.ts';
import type { LocalHost } from './localHost.ts';
import { withNativeCalls } from './nativeCalls.ts';
import { netlinkDump } from './netlinkDump.ts';
import { libcOrFailure } from './sockDiag.ts';

/** Reads the sockets of this process's network namespace over netlink, or of another one that a path leads to. */
export async function readOverNetlink(
  local: LocalHost,
  namespace: string | undefined,
  query: SocketQuery,
  cancellation: Cancellation,
): Promise<Outcome<CollectedSockets>> {
  const libc = await libcOrFailure();
  if ('kind' in libc) return libc;
  const facts = await local.facts();
  if (facts.kind !== 'ok') return facts as Failure;
  const reader: SourceReader = {
    read: (source, onChunk, signal) =>
      source.kind === 'sock_diag'
        ? withNativeCalls(() => netlinkDump(libc, source.request, onChunk, signal, namespace))
        : local.read(source, onChunk, signal),
  };
  return sockDiagCollector.collect(reader, facts.value, cancellation, query);
}
