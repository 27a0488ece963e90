import { throwIfCancelled, type Cancellation } from '../model/cancellation.ts';
import { failure, withProblems, type Outcome, type Problem } from '../model/outcome.ts';
import { SocketTableBuilder } from '../model/socketTableBuilder.ts';
import type { ParsedSockets } from '../parse/socketParser.ts';
import { SsParser } from '../parse/ss.ts';
import type { CollectedSockets, Collector, SocketQuery } from './collector.ts';
import { largestSocketTable, type Source, type SourceReader } from './host.ts';

/** `ss` needs 7 s for a million sockets on a slow machine; anything longer is a hang. */
const defaultTimeLimitMs = 30_000;

export interface SsOptions {
  readonly timeLimitMs?: number;
  /** Lets `ss` name the processes, which is slow because it reads every descriptor of the host: only if nothing else can. */
  readonly processes?: boolean;
}

/**
 * Runs `ss` for all TCP sockets with timers, uid and inode. If `ss` does not support `-O` (before iproute2 5.2) or
 * `-H`, it is run again without them: the parser handles headers and continuation lines.
 */
export function ssCollector(options: SsOptions = {}): Collector {
  const timeLimitMs = options.timeLimitMs ?? defaultTimeLimitMs;
  const processes = options.processes === true ? ['-p'] : [];
  const args = ['-H', '-n', '-t', '-a', '-o', '-e', ...processes, '-O'];
  return {
    id: 'ss',
    progress: 'Reading sockets with ss…',
    sources: [sourceOf(args, timeLimitMs)],
    async collect(host, _facts, cancellation, query): Promise<Outcome<CollectedSockets>> {
      const run = (options: readonly string[]): Promise<Outcome<CollectedSockets>> =>
        read(host, sourceOf(options, timeLimitMs), cancellation, query);
      const modern = await run(args);
      if (modern.kind !== 'failed' || modern.problem.code !== 'command-failed') return modern;
      throwIfCancelled(cancellation);
      const old = await run(['-n', '-t', '-a', '-o', '-e', ...processes]);
      return old.kind === 'ok' || old.kind === 'partial' ? old : modern;
    },
  };
}

type CommandSource = Extract<Source, { readonly kind: 'command' }>;

function sourceOf(args: readonly string[], timeLimitMs: number): CommandSource {
  return { kind: 'command', program: 'ss', args, timeLimitMs, limitBytes: largestSocketTable };
}

async function read(
  host: SourceReader,
  source: CommandSource,
  cancellation: Cancellation,
  { expected, spare }: SocketQuery = {},
): Promise<Outcome<CollectedSockets>> {
  const builder = new SocketTableBuilder(undefined, expected, spare);
  const parser = new SsParser(builder);
  const outcome = await host.read(
    source,
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
      `The output of ss cannot be read: ${parsed.problems[0]?.message ?? ''}`,
      'Run “ss -tan” in a terminal to see what it prints, or choose the collector “proc”.',
    );
  }
  // No names after asking is an answer; not having asked is not.
  const named = parsed.owners ?? new Map();
  const owners = named.size > 0 || source.args.includes('-p') ? { owners: named } : {};
  return withProblems({ table: builder.build(['acceptQueueLimit']), ...owners }, [
    ...parsed.problems,
    ...untimed(parsed),
  ]);
}

function failed(problem: Problem | undefined): Outcome<never> {
  return problem === undefined
    ? failure('failed', 'failed', 'The output of ss could not be read completely.', 'Inspect again.')
    : { kind: 'failed', problem };
}

/** iproute2 6.7 ignores `-o` and `-e` unless `-p` is given, so rows have no timer, uid or inode. */
function untimed(parsed: ParsedSockets): readonly Problem[] {
  if (parsed.untimedTimeWait === 0) return [];
  return [
    {
      code: 'ss-no-timers',
      message: `This ss prints no timer for ${String(parsed.untimedTimeWait)} TIME_WAIT sockets, so their age is unknown (a bug in iproute2 6.7).`,
      nextStep: 'Update iproute2, or choose the collector “proc”.',
    },
  ];
}
