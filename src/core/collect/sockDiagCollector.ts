import { throwIfCancelled, type Cancellation } from '../model/cancellation.ts';
import type { AddressFamily } from '../model/addressTable.ts';
import type { HostFacts } from '../model/hostFacts.ts';
import { withProblems, type Outcome, type Problem } from '../model/outcome.ts';
import { SocketIds } from '../model/socketIds.ts';
import { SocketTableBuilder } from '../model/socketTableBuilder.ts';
import { InetDiagParser, inetDiagRequest } from '../parse/inetDiag.ts';
import type { CollectedSockets, Collector, SocketQuery } from './collector.ts';
import type { SourceReader } from './host.ts';
import { quietTimes } from './quietTimes.ts';

/** A dump during which the table changed is repeated; if it changes every time, the result is reported as partial. */
const maxAttempts = 3;

/** Queries the kernel over netlink, as `ss` does, without going through text. */
export const sockDiagCollector: Collector = {
  id: 'sock_diag',
  progress: 'Reading sockets from the kernel…',
  async collect(host, facts, cancellation, query = {}): Promise<Outcome<CollectedSockets>> {
    let last = await dump(host, facts, query, cancellation);
    for (let attempt = 1; attempt < maxAttempts && isWorthRepeating(last); attempt++) {
      throwIfCancelled(cancellation);
      last = await dump(host, facts, query, cancellation);
    }
    return last;
  },
  lookAgain: quietTimes,
};

/** Reads both families in one walk of the kernel's table, or one after the other if the kernel rejects that request. */
async function dump(
  host: SourceReader,
  facts: HostFacts,
  query: SocketQuery,
  cancellation: Cancellation,
): Promise<Outcome<CollectedSockets>> {
  const both = await ask([{}], host, facts, query, cancellation);
  const isRefused = both.kind === 'failed' && both.problem.code === 'failed';
  return isRefused ? ask([{ family: 4 }, { family: 6 }], host, facts, query, cancellation) : both;
}

async function ask(
  questions: readonly { readonly family?: AddressFamily }[],
  host: SourceReader,
  { byteOrder }: HostFacts,
  query: SocketQuery,
  cancellation: Cancellation,
): Promise<Outcome<CollectedSockets>> {
  const builder = new SocketTableBuilder(undefined, query.expected, query.spare);
  const ids = query.withIds === true ? new SocketIds() : undefined;
  const problems: Problem[] = [];
  for (const question of questions) {
    const parser = new InetDiagParser(builder, byteOrder, ids);
    const outcome = await host.read(
      { kind: 'sock_diag', request: inetDiagRequest({ ...query, ...question, byteOrder }) },
      (datagram) => {
        parser.push(datagram);
      },
      cancellation,
    );
    if (outcome.kind !== 'ok' && outcome.kind !== 'partial') return outcome;
    problems.push(...parser.finish().problems);
    if (parser.interrupted) problems.push(interrupted);
  }
  const table = builder.build(['acceptQueueLimit']);
  return withProblems({ table, ...(ids && { ids }) }, problems);
}

const interrupted: Problem = {
  code: 'sock-diag-interrupted',
  message:
    'The socket table changed while the kernel was listing it, so some sockets may be missing or counted twice.',
  nextStep: 'Inspect again, or choose the collector “ss”.',
};

/** `lost`: the kernel dropped part of its answer, or the answer did not fit. */
function isWorthRepeating(outcome: Outcome<CollectedSockets>): boolean {
  if (outcome.kind === 'partial') return outcome.problems.includes(interrupted);
  return outcome.kind === 'failed' && outcome.problem.code === 'lost';
}
