import { aggregate, type CountedReuse } from '../aggregate/aggregate.ts';
import type { Aggregation } from '../aggregate/aggregation.ts';
import { timeWaitCreated } from '../aggregate/timeWaitCreated.ts';
import {
  listAgain,
  readAgain,
  steadyOf,
  takeSnapshot,
  wholeMs,
  withSecondLook,
  type SnapshotRequest,
  type TakenSnapshot,
} from '../collect/takeSnapshot.ts';
import { counterGrowth, type CounterReadings } from '../model/counters.ts';
import { heldInodes } from '../model/heldInodes.ts';
import type { HostFacts } from '../model/hostFacts.ts';
import type { KernelVersion } from '../model/kernelVersion.ts';
import { listsBound } from '../model/listsBound.ts';
import { countText } from '../model/numberText.ts';
import { mapValue, ok, problemsOf, valueOf, withProblems, type Outcome } from '../model/outcome.ts';
import type { ProcessCondition, ProcessInfo, SocketOwners } from '../model/processes.ts';
import { SeededMap, SeededSet } from '../model/seededMap.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { SavedSnapshot } from '../model/snapshotFile/savedSnapshot.ts';
import type { DeclaredPorts } from '../model/servicePort.ts';
import type { SocketTable } from '../model/socketTable.ts';
import type { TcpState } from '../model/tcpState.ts';
import { Hearing, type HearingRequest } from './hearing.ts';
import { buildReport } from '../report/buildReport.ts';
import type { Report } from '../report/report.ts';
import { withoutContradictions } from '../rules/contradictions.ts';
import { evaluate, ownersWanted } from '../rules/evaluate.ts';
import { rowsInState } from '../rules/live/piles.ts';
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
  /** When the counters were first read, by the steady clock of this process; absent if another process did. */
  readonly readAt?: number;
}

export interface InspectRequest extends SnapshotRequest, HearingRequest {
  /** States whose sockets' processes are wanted beyond those that a rule names. */
  readonly holdersOf?: readonly TcpState[];
  /**
   * Ports on which files declare services of the host: waited for when everything else has been read, so who reads them limits
   * the wait. Undefined if they are not known. Throws only `CancelledError`.
   */
  readonly servicePorts?: () => Promise<DeclaredPorts | undefined>;
}

/** Collects, aggregates and judges. Throws only `CancelledError`. */
export async function inspect(asked: InspectRequest): Promise<Inspection> {
  const request = withDeadline(asked);
  const hearing = new Hearing(request);
  const { twice } = hearing;
  const taken = await takeSnapshot({ ...request, ...(twice && { twice }) }).finally(() => hearing.stop());
  return judgeTaken(request, taken, hearing);
}

/**
 * Watches the counters and the ends of connections for a while, after an inspection that read the counters once, and judges
 * the same sockets by what grew. Undefined if there is nothing that could have grown. Throws only `CancelledError`.
 */
export async function lookFurther(
  { snapshot, owners, knowsOwners, readAt }: Inspection,
  asked: InspectRequest,
): Promise<Inspection | undefined> {
  const request = withDeadline(asked);
  const readings = valueOf(snapshot.counters);
  if (readAt === undefined || readings === undefined || readings.previous !== undefined) return undefined;
  const hearing = new Hearing(request);
  const { twice } = hearing;
  const first = mapValue(snapshot.counters, ({ current }) => current);
  const counters = await readAgain(
    { ...request, ...(twice && { twice }) },
    first,
    readAt,
    steadyOf(request)(),
  ).finally(() => hearing.stop());
  const named = knowsOwners ? owners && valueOf(owners) : undefined;
  const listed = await lookFurtherAt(request, snapshot, readAt);
  const taken = { snapshot: { ...snapshot, ...listed, counters }, readAt, ...(named && { owners: named }) };
  const further = await judgeTaken(request, taken, hearing);
  return { ...further, snapshot: { ...further.snapshot, elapsedMs: snapshot.elapsedMs } };
}

/** All that is read for this request has one deadline. */
function withDeadline(request: InspectRequest): InspectRequest {
  return { ...request, host: request.host.withDeadline?.() ?? request.host };
}

/** A second list of sockets whose source tells no times. */
async function lookFurtherAt(
  request: InspectRequest,
  { facts: known, sockets, collector: id, elapsedMs }: Snapshot,
  readAt: number,
): Promise<Partial<Snapshot>> {
  const facts = valueOf(known);
  const table = valueOf(sockets);
  const collector = request.collectors.find((each) => each.id === id);
  if (facts === undefined || table === undefined || collector === undefined) return {};
  const listedAt = readAt + elapsedMs;
  return withSecondLook(sockets, await listAgain(request, facts, collector, table, listedAt));
}

async function judgeTaken(
  request: InspectRequest,
  { snapshot: taken, readAt, owners: collected }: TakenSnapshot,
  hearing: Hearing,
): Promise<Inspection> {
  const { cancellation } = request;
  const steadyNow = steadyOf(request);
  const judgedAt = steadyNow();
  const table = valueOf(taken.sockets);
  const { servicePorts, servicePortsGap } = (await request.servicePorts?.()) ?? {};
  const input = {
    ...ruleInput(taken),
    ...(servicePorts && { servicePorts }),
    ...(servicePortsGap !== undefined && { servicePortsGap }),
  };
  const failing = hearing.inodesToName(table);
  const owners = await findOwners(request, input, valueOf(taken.facts), collected, failing);
  const look = table && { table, owners: (owners && valueOf(owners)) ?? new Map() };
  await hearing.fold(look, cancellation);
  const heard = await hearing.result();
  const snapshot: Snapshot = {
    ...taken,
    elapsedMs: taken.elapsedMs + wholeMs(steadyNow() - judgedAt),
    ...(heard && { connections: heard }),
  };
  const saved = { snapshot, requested: request.choice, owners };
  return { ...judge(saved, withWatched(input, snapshot)), knowsOwners: collected !== undefined, readAt };
}

/**
 * Aggregates and judges data that was collected at another time, perhaps on another machine. Yields the same report, but without
 * the ports that files declare, which no snapshot has: the rule that needs them is named as not judged.
 */
export function inspectSaved(saved: SavedSnapshot, openedFrom: string): Inspection {
  const inspection = judge(saved, ruleInput(saved.snapshot));
  return { ...inspection, report: { ...inspection.report, openedFrom }, knowsOwners: true };
}

/** The counters of an inspection for the next one of the same host, which must measure with the same clock. */
export function earlierOf(inspection: Inspection | undefined): Pick<InspectRequest, 'earlier'> {
  const counters = inspection && valueOf(inspection.snapshot.counters)?.current;
  const readAt = inspection?.readAt;
  return counters === undefined || readAt === undefined ? {} : { earlier: { counters, readAt } };
}

function judge(saved: SavedSnapshot, input: RuleInput): Omit<Inspection, 'knowsOwners'> {
  const aggregation = input.sockets?.aggregation;
  const judged = evaluate(allRules, withOwners(input, saved.owners));
  const judgement = { ...judged, findings: withoutContradictions(judged.findings, input.sockets) };
  return { ...saved, aggregation, report: buildReport({ ...saved, aggregation, judgement }) };
}

function ruleInput(snapshot: Snapshot): RuleInput {
  const facts = valueOf(snapshot.facts);
  const table = valueOf(snapshot.sockets);
  const counters = valueOf(snapshot.counters);
  const parameters = valueOf(snapshot.parameters);
  const configured = valueOf(snapshot.configuration);
  const aggregation =
    table && aggregate(table, parameters ?? new Map(), facts?.kernel, reuseSeen(counters, facts?.kernel));
  const { lookedAgainAfterMs } = snapshot;
  const timesFrom = snapshot.collector === 'sock_diag' ? 'kernel' : 'lists';
  const again = lookedAgainAfterMs === undefined ? {} : { lookedAgainAfterMs };
  return withWatched(
    {
      ...(parameters && { parameters }),
      ...(facts?.kernel && { kernel: facts.kernel }),
      ...(table &&
        aggregation && {
          sockets: { table, aggregation, listsBound: listsBound(snapshot), timesFrom, ...again },
        }),
      ...(counters && { counters }),
      ...(snapshot.udp && { udp: snapshot.udp }),
      ...natPorts(snapshot),
      ...(configured && { configuration: configured.appliesHere ? configured.values : new Map() }),
    },
    snapshot,
  );
}

/** None where they cannot be a problem, so that nobody read them. */
function natPorts({ nat }: Snapshot): Pick<RuleInput, 'nat'> {
  const ports = nat === undefined ? [] : valueOf(nat);
  return ports === undefined ? {} : { nat: ports };
}

function withWatched(input: RuleInput, { connections }: Snapshot): RuleInput {
  const value = connections && valueOf(connections);
  return value === undefined ? input : { ...input, connections: value };
}

/** What the counters say of reuse, and how many entered TIME_WAIT if some were taken over meanwhile. */
function reuseSeen(counters: CounterReadings | undefined, kernel: KernelVersion | undefined): CountedReuse {
  const recycled = counters?.current.get('TcpExt.TWRecycled');
  const seconds = counters?.previous?.secondsEarlier ?? 0;
  if (counters === undefined || recycled === undefined) return {};
  const entered = kernel && timeWaitCreated(counters, kernel);
  if (entered === undefined || seconds <= 0 || !counterGrowth(counters, 'TcpExt.TWRecycled'))
    return { recycled };
  return { recycled, enteredPerSecond: entered / seconds };
}

/** Reading every file descriptor of a host is expensive, so only the owners that a rule wants to name and those of listening sockets are requested. */
async function findOwners(
  request: InspectRequest,
  input: RuleInput,
  facts: HostFacts | undefined,
  collected: SocketOwners | undefined,
  failing: ReadonlySet<number> | undefined,
): Promise<Outcome<SocketOwners> | undefined> {
  if (input.sockets === undefined) return undefined;
  const { table, aggregation } = input.sockets;
  if (collected !== undefined) return withConditions(request, namedBySource(collected, table, facts));
  const wanted = ownersWanted(allRules, input);
  for (const inode of failing ?? []) wanted.add(inode);
  for (const state of request.holdersOf ?? []) heldInodes(table, rowsInState(table, state), wanted);
  for (const { rows } of aggregation.listeners) heldInodes(table, rows, wanted);
  if (wanted.size === 0) return undefined;
  request.onProgress('Finding processes…');
  return withConditions(request, await request.host.owners(wanted, request.cancellation));
}

/** Adds the condition of the processes that hold sockets, if the host can read it. */
async function withConditions(
  { host, cancellation }: SnapshotRequest,
  outcome: Outcome<SocketOwners>,
): Promise<Outcome<SocketOwners>> {
  if (!('value' in outcome) || host.conditions === undefined) return outcome;
  const lists = new Set(outcome.value.values());
  const pids = new SeededSet();
  for (const processes of lists) for (const { pid } of processes) pids.add(pid);
  const read = await host.conditions(pids, cancellation);
  const conditions = valueOf(read) ?? new Map<number, ProcessCondition>();
  const looked = new Map(
    [...lists].map((processes) => [
      processes,
      processes.map((process) => {
        const condition = conditions.get(process.pid);
        return condition === undefined ? process : { ...process, condition };
      }),
    ]),
  );
  const value = new SeededMap<readonly ProcessInfo[]>();
  for (const [inode, processes] of outcome.value) value.set(inode, looked.get(processes) ?? processes);
  return withProblems(value, [...problemsOf(outcome), ...problemsOf(read)]);
}

/** `ss` silently omits the processes of other users. */
function namedBySource(
  owners: SocketOwners,
  table: SocketTable,
  facts: HostFacts | undefined,
): Outcome<SocketOwners> {
  let missing = 0;
  for (const inode of heldInodes(table)) if (!owners.has(inode)) missing++;
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
  if (outcome === undefined || input.sockets === undefined) return input;
  const owners = valueOf(outcome);
  const messages = problemsOf(outcome).map(({ message }) => message);
  const ownersGap = messages.length === 0 ? undefined : messages.join(' ');
  return {
    ...input,
    sockets: { ...input.sockets, ...(owners && { owners }), ...(ownersGap !== undefined && { ownersGap }) },
  };
}
