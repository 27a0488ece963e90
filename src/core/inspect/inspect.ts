import { aggregate } from '../aggregate/aggregate.ts';
import type { Aggregation } from '../aggregate/aggregation.ts';
import { takeSnapshot, type SnapshotRequest } from '../collect/takeSnapshot.ts';
import type { HostFacts } from '../model/hostFacts.ts';
import { countText } from '../model/numberText.ts';
import { ok, valueOf, withProblems, type Outcome } from '../model/outcome.ts';
import type { SocketOwners } from '../model/processes.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { SavedSnapshot } from '../model/snapshotFile/savedSnapshot.ts';
import type { SocketTable } from '../model/socketTable.ts';
import { buildReport } from '../report/buildReport.ts';
import type { Report } from '../report/report.ts';
import { evaluate, ownersWanted } from '../rules/evaluate.ts';
import { liveRules } from '../rules/liveRules.ts';
import { parameterRules } from '../rules/parameterRules.ts';
import type { RuleInput } from '../rules/rule.ts';

/** First what the sockets show, then what the running values mean, judged by the rules that also judge files. */
const allRules = [...liveRules, ...parameterRules];

/** One inspection: the data that was read, its aggregation, and the report. It can be saved as it is. */
export interface Inspection extends SavedSnapshot {
  /** Undefined if the sockets could not be read. */
  readonly aggregation: Aggregation | undefined;
  readonly report: Report;
  /** Whether `owners` is complete: no more processes can be found. */
  readonly knowsOwners: boolean;
}

/** Collects, aggregates and judges. Throws only `CancelledError`. */
export async function inspect(request: SnapshotRequest): Promise<Inspection> {
  const { snapshot, owners: collected } = await takeSnapshot(request);
  const input = ruleInput(snapshot);
  const owners = await findOwners(request, input, valueOf(snapshot.facts), collected);
  const finished = { ...snapshot, elapsedMs: request.now() - snapshot.takenAt };
  const saved = { snapshot: finished, requested: request.choice, owners };
  return { ...judge(saved, input), knowsOwners: collected !== undefined };
}

/** Aggregates and judges data that was collected at another time, perhaps on another machine. Yields the same report. */
export function inspectSaved(saved: SavedSnapshot, openedFrom: string): Inspection {
  const inspection = judge(saved, ruleInput(saved.snapshot));
  return { ...inspection, report: { ...inspection.report, openedFrom }, knowsOwners: true };
}

function judge(saved: SavedSnapshot, input: RuleInput): Omit<Inspection, 'knowsOwners'> {
  const aggregation = input.sockets?.aggregation;
  const judgement = evaluate(allRules, withOwners(input, saved.owners));
  return { ...saved, aggregation, report: buildReport({ ...saved, aggregation, judgement }) };
}

function ruleInput(snapshot: Snapshot): RuleInput {
  const facts = valueOf(snapshot.facts);
  const table = valueOf(snapshot.sockets);
  const counters = valueOf(snapshot.counters);
  const parameters = valueOf(snapshot.parameters);
  const configured = valueOf(snapshot.configuration);
  const aggregation =
    table &&
    aggregate(table, parameters ?? new Map(), facts?.kernel, counters?.current.get('TcpExt.TWRecycled'));
  return {
    ...(parameters && { parameters }),
    ...(facts?.kernel && { kernel: facts.kernel }),
    ...(table && aggregation && { sockets: { table, aggregation } }),
    ...(counters && { counters }),
    ...(configured && { configuration: configured.appliesHere ? configured.values : new Map() }),
  };
}

/** Reading every file descriptor of a host is expensive, so only the owners that a rule wants to name and those of listening sockets are requested. */
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
  request.onProgress('Finding processes…');
  return request.host.owners(wanted, request.cancellation);
}

/** `ss` silently omits the processes of other users. */
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
