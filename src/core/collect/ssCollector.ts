import { throwIfCancelled, type Cancellation } from '../model/cancellation.ts';
import { failure, withProblems, type Outcome, type Problem } from '../model/outcome.ts';
import { SocketTableBuilder } from '../model/socketTableBuilder.ts';
import type { ParsedSockets } from '../parse/socketParser.ts';
import { SsParser } from '../parse/ss.ts';
import type { CollectedSockets, Collector } from './collector.ts';
import type { SourceReader } from './host.ts';

/** `ss` needs 7 s for a million sockets on a slow machine; what takes longer hangs. */
const defaultTimeLimitMs = 30_000;

export interface SsOptions {
  readonly timeLimitMs?: number;
  /** Has `ss` name the processes: where nobody else can, because it looks at every descriptor of the host. */
  readonly processes?: boolean;
}

/**
 * Runs `ss` for all TCP sockets with timers, uid and inode. An `ss` that knows no `-O` (before iproute2 5.2) or no `-H`
 * is asked again without: the parser copes with headers and continuation lines.
 */
export function ssCollector(options: SsOptions = {}): Collector {
  const timeLimitMs = options.timeLimitMs ?? defaultTimeLimitMs;
  const processes = options.processes === true ? ['-p'] : [];
  const args = ['-H', '-n', '-t', '-a', '-o', '-e', ...processes, '-O'];
  return {
    id: 'ss',
    progress: 'Reading sockets with ss…',
    sources: [{ kind: 'command', program: 'ss', args, timeLimitMs }],
    async collect(host, _facts, cancellation): Promise<Outcome<CollectedSockets>> {
      const modern = await run(host, args, timeLimitMs, cancellation);
      if (modern.kind !== 'failed' || modern.problem.code !== 'command-failed') return modern;
      throwIfCancelled(cancellation);
      const old = await run(host, ['-n', '-t', '-a', '-o', '-e', ...processes], timeLimitMs, cancellation);
      return old.kind === 'ok' || old.kind === 'partial' ? old : modern;
    },
  };
}

async function run(
  host: SourceReader,
  args: readonly string[],
  timeLimitMs: number,
  cancellation: Cancellation,
): Promise<Outcome<CollectedSockets>> {
  const builder = new SocketTableBuilder();
  const parser = new SsParser(builder);
  const outcome = await host.read(
    { kind: 'command', program: 'ss', args, timeLimitMs },
    (chunk) => {
      parser.push(chunk);
    },
    cancellation,
  );
  if (outcome.kind !== 'ok') return outcome.kind === 'partial' ? failed(outcome.problems[0]) : outcome;
  const parsed = parser.finish();
  if (parsed.badLines > parsed.rows) {
    return failure(
      'failed',
      'ss-garbage',
      `What ss printed cannot be read: ${parsed.problems[0]?.message ?? ''}`,
      'Run “ss -tan” in a terminal to see what it prints, or choose the collector “proc”.',
    );
  }
  // Asked for and none named is an answer; not asked for is none.
  const named = parsed.owners ?? new Map();
  const owners = named.size > 0 || args.includes('-p') ? { owners: named } : {};
  return withProblems({ table: builder.build({ acceptQueueLimit: true }), ...owners }, [
    ...parsed.problems,
    ...untimed(parsed),
  ]);
}

function failed(problem: Problem | undefined): Outcome<never> {
  return problem === undefined
    ? failure('failed', 'failed', 'ss could not be read to its end.', 'Inspect again.')
    : { kind: 'failed', problem };
}

/** iproute2 6.7 loses `-o` and `-e` unless `-p` is given: rows without timers, uid and inode. */
function untimed(parsed: ParsedSockets): readonly Problem[] {
  if (parsed.untimedTimeWait === 0) return [];
  return [
    {
      code: 'ss-no-timers',
      message: `This ss prints no timer for ${String(parsed.untimedTimeWait)} TIME_WAIT sockets, so their age is not known (a fault of iproute2 6.7).`,
      nextStep: 'Update iproute2, or choose the collector “proc”.',
    },
  ];
}
