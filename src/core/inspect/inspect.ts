import { aggregate } from '../aggregate/aggregate.ts';
import type { Aggregation } from '../aggregate/aggregation.ts';
import { takeSnapshot, type SnapshotRequest } from '../collect/takeSnapshot.ts';
import type { HostFacts } from '../model/hostFacts.ts';
import { ok, valueOf, type Outcome } from '../model/outcome.ts';
import type { SocketOwners } from '../model/processes.ts';
import type { Snapshot } from '../model/snapshot.ts';
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
}

/** Collects, folds, judges. Throws only `CancelledError`. */
export async function inspect(request: SnapshotRequest): Promise<Inspection> {
  const { snapshot, owners: collected } = await takeSnapshot(request);
  const table = valueOf(snapshot.sockets);
  const facts = valueOf(snapshot.facts);
  const aggregation = table && aggregate(table, valueOf(snapshot.parameters) ?? new Map(), facts?.kernel);
  const input = ruleInput(snapshot, facts, aggregation);
  const owners = await findOwners(request, input, collected);
  const judgement = evaluate(allRules, withOwners(input, owners));
  const finished = { ...snapshot, elapsedMs: request.now() - snapshot.takenAt };
  const report = buildReport({
    snapshot: finished,
    requested: request.choice,
    aggregation,
    owners,
    judgement,
  });
  return { snapshot: finished, aggregation, report };
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
  collected: SocketOwners | undefined,
): Promise<Outcome<SocketOwners> | undefined> {
  if (input.sockets === undefined) return undefined;
  if (collected !== undefined) return ok(collected);
  const { table, aggregation } = input.sockets;
  const wanted = new Set(ownersWanted(allRules, input));
  for (const { rows } of aggregation.listeners) for (const row of rows) wanted.add(table.inode[row] ?? 0);
  wanted.delete(0);
  if (wanted.size === 0) return undefined;
  request.onProgress('Looking for the processes…');
  return request.host.owners(wanted, request.cancellation);
}

function withOwners(input: RuleInput, outcome: Outcome<SocketOwners> | undefined): RuleInput {
  const owners = outcome && valueOf(outcome);
  return owners === undefined || input.sockets === undefined
    ? input
    : { ...input, sockets: { ...input.sockets, owners } };
}
