import { failure, problemsOf, withProblems, type Outcome, type Problem } from '../model/outcome.ts';
import { SocketTableBuilder } from '../model/socketTableBuilder.ts';
import { ProcNetTcpParser } from '../parse/procNetTcp.ts';
import type { CollectedSockets, Collector } from './collector.ts';
import { largestSocketTable, type Source } from './host.ts';

/** A kernel without IPv6 has no `tcp6`, which is not a problem. */
const sourceOf = (path: string): Source => ({ kind: 'file', path, limitBytes: largestSocketTable });
const files = [
  { path: '/proc/net/tcp', optional: false },
  { path: '/proc/net/tcp6', optional: true },
] as const;

/** Reads `/proc/net/tcp` and `tcp6`. Works on any Linux and for any user, but is the slowest way. */
export const procCollector: Collector = {
  id: 'proc',
  progress: 'Reading sockets from /proc/net/tcp…',
  sources: files.map(({ path }) => sourceOf(path)),
  async collect(host, facts, cancellation, query = {}): Promise<Outcome<CollectedSockets>> {
    const builder = new SocketTableBuilder(undefined, query.expected, query.spare);
    const problems: Problem[] = [];
    for (const { path, optional } of files) {
      const before = builder.length;
      const parser = new ProcNetTcpParser(builder, facts.byteOrder, path, optional ? 0 : query.expected);
      const outcome = await host.read(
        sourceOf(path),
        (chunk) => {
          parser.push(chunk);
        },
        cancellation,
      );
      const parsed = parser.finish();
      if (outcome.kind === 'unavailable' && optional) continue;
      if (outcome.kind !== 'ok' && outcome.kind !== 'partial') {
        if (!optional) return outcome;
        builder.truncate(before);
        problems.push(outcome.problem);
        continue;
      }
      if (parsed.rows === 0 && parsed.badLines > 0) {
        return failure(
          'failed',
          'proc-garbage',
          `${path} contains no sockets in a known format.`,
          'Check that the kernel’s own /proc is mounted: mount | grep proc.',
        );
      }
      problems.push(...problemsOf(outcome), ...parsed.problems);
    }
    return withProblems({ table: builder.build() }, problems);
  },
};
