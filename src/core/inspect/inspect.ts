import { aggregate } from '../aggregate/aggregate.ts';
import type { Aggregation } from '../aggregate/aggregation.ts';
import { takeSnapshot, type SnapshotRequest } from '../collect/takeSnapshot.ts';
import type { HostFacts } from '../model/hostFacts.ts';
import { countText } from '../model/numberText.ts';
import { ok, valueOf, withProblems, type Outcome } from '../model/outcome.ts';
import type { SocketOwners } from '../model/processes.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { SocketTable } from '../model/socketTable.ts';
import { buildReport } from '../report/buildReport.ts';
import type { Report } from '../report/report.ts';
import { evaluate, ownersWanted } from '../rules/evaluate.ts';
import { liveRules } from '../rules/liveRules.ts';
import { parameterRules } from '../rules/parameterRules.ts';
import type { RuleInput } from '../rules/rule.ts';

/** What the sockets show first; then what the running values mean, by the rules that also judge files. */
const allRules = [...liveRules, ...parameterRules];

/** One inspection: what was read, what was folded out of it, and what a person is told. */
export interface Inspection {
  readonly snapshot: Snapshot;
  /** Undefined where the sockets could not be read. */
  readonly aggregation: Aggregation | undefined;
  readonly report: Report;
  /** Where the source of the sockets named all processes that it may see: the host need not be asked for more. */
  readonly owners?: SocketOwners;
}

/** Collects, folds, judges. Throws only `CancelledError`. */
export async function inspect(request: SnapshotRequest): Promise<Inspection> {
  const { snapshot, owners: collected } = await takeSnapshot(request);
  const table = valueOf(snapshot.sockets);
  const facts = valueOf(snapshot.facts);
  const aggregation = table && aggregate(table, valueOf(snapshot.parameters) ?? new Map(), facts?.kernel);
  const input = ruleInput(snapshot, facts, aggregation);
  const owners = await findOwners(request, input, facts, collected);
  const judgement = evaluate(allRules, withOwners(input, owners));
  const finished = { ...snapshot, elapsedMs: request.now() - snapshot.takenAt };
  const report = buildReport({
    snapshot: finished,
    requested: request.choice,
    aggregation,
    owners,
    judgement,
  });
  const known = owners && valueOf(owners);
  return { snapshot: finished, aggregation, report, ...(collected && known && { owners: known }) };
}

function ruleInput(
  snapshot: Snapshot,
  facts: HostFacts | undefined,
  aggregation: Aggregation | undefined,
): RuleInput {
  const table = valueOf(snapshot.sockets);
  const counters = valueOf(snapshot.counters);
  const parameters = valueOf(snapshot.parameters);
  return {
    ...(parameters && { parameters }),
    ...(facts?.kernel && { kernel: facts.kernel }),
    ...(table && aggregation && { sockets: { table, aggregation } }),
    ...(counters && { counters }),
  };
}

/** Looking at every file descriptor of a host is dear: only what a rule wants to name, and who listens, is asked for. */
async function findOwners(
  request: SnapshotRequest,
  input: RuleInput,
  facts: HostFacts | undefined,
  collected: SocketOwners | undefined,
): Promise<Outcome<SocketOwners> | undefined> {
  if (input.sockets === undefined) return undefined;
  const { table, aggregation } = input.sockets;
  if (collected !== undefined) return namedBySource(collected, table, facts);
  const wanted = new Set(ownersWanted(allRules, input));
  for (const { rows } of aggregation.listeners) for (const row of rows) wanted.add(table.inode[row] ?? 0);
  wanted.delete(0);
  if (wanted.size === 0) return undefined;
  request.onProgress('Looking for the processes…');
  return request.host.owners(wanted, request.cancellation);
}

/** `ss` leaves out the processes of other users without a word. */
function namedBySource(
  owners: SocketOwners,
  table: SocketTable,
  facts: HostFacts | undefined,
): Outcome<SocketOwners> {
  const held = new Set(table.inode);
  held.delete(0);
  const missing = [...held].filter((inode) => !owners.has(inode)).length;
  if (facts?.effectiveUser === 0 || missing === 0) return ok(owners);
  return withProblems(owners, [
    {
      code: 'processes-hidden',
      message: `${countText(missing, 'socket has', 'sockets have')} no process name, because ss names only this user’s own processes.`,
      nextStep: 'Connect as root to see the processes of all users.',
    },
  ]);
}

function withOwners(input: RuleInput, outcome: Outcome<SocketOwners> | undefined): RuleInput {
  const owners = outcome && valueOf(outcome);
  return owners === undefined || input.sockets === undefined
    ? input
    : { ...input, sockets: { ...input.sockets, owners } };
}
