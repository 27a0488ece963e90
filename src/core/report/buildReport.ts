import type { Aggregation } from '../aggregate/aggregation.ts';
import { integerParameter } from '../model/parameters.ts';
import { problemsOf, valueOf, type Outcome } from '../model/outcome.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { buildSockets } from './buildSockets.ts';
import { withActions, type ActionContext } from './findings/findingActions.ts';
import type { ReportInput } from './reportInput.ts';
import type { Judgement } from '../rules/evaluate.ts';
import type { RequiredInput } from '../rules/rule.ts';
import {
  reportSchema,
  reportVersion,
  type NotJudged,
  type OutcomeNote,
  type Report,
  type ReportAge,
  type ReportTimeWait,
} from './report.ts';
import { reportCounters } from './reportCounters.ts';
import { reportParameters } from './reportParameters.ts';
import { reportRates } from './reportRates.ts';
import { SocketSide } from '../aggregate/timeWaitAges.ts';
import { machineKeys } from './machineKeys.ts';
import { verdict } from './verdict.ts';

/**
 * A mini-socket takes 256 bytes; one with its own port takes two hash buckets of 128 bytes more.
 * Source: slab caches tw_sock_TCP, tcp_bind_bucket and tcp_bind2_bucket, measured with 20,000 sockets on 6.18.
 */
const serverBytes = 256;
const clientBytes = 512;

export function buildReport(input: ReportInput): Report {
  const { snapshot, aggregation, judgement } = input;
  const facts = valueOf(snapshot.facts);
  const configured = valueOf(snapshot.configuration);
  const sockets = buildSockets(input);
  const parameters = reportParameters(snapshot);
  const actions: ActionContext = {
    hasSockets: sockets !== undefined,
    parameters,
    isConfigured: configured?.appliesHere ?? false,
    canBeOpened: configured?.canBeOpened ?? false,
    isRoot: facts?.effectiveUser === 0,
    ...(snapshot.wayIn && { wayIn: snapshot.wayIn }),
  };
  const counters = valueOf(snapshot.counters);
  const rates = reportRates(counters, facts?.kernel);
  const connections = snapshot.connections && valueOf(snapshot.connections);
  const report: Omit<Report, 'verdict'> = {
    schema: reportSchema,
    version: reportVersion,
    takenAt: new Date(snapshot.takenAt).toISOString(),
    elapsedMs: snapshot.elapsedMs,
    host: {
      label: snapshot.hostLabel,
      ...(facts && {
        hostname: facts.hostname,
        platform: facts.platform,
        kernelRelease: facts.kernelRelease,
        ...(facts.effectiveUser !== undefined && { effectiveUser: facts.effectiveUser }),
        ...(facts.networkNamespace !== undefined && { networkNamespace: facts.networkNamespace }),
        ...(facts.bootId !== undefined && { bootId: facts.bootId }),
      }),
    },
    collector: {
      requested: input.requested,
      ...(snapshot.collector !== undefined && { used: snapshot.collector }),
      attempts: snapshot.attempts,
    },
    outcomes: {
      facts: note(snapshot.facts),
      sockets: note(snapshot.sockets),
      counters: note(snapshot.counters),
      parameters: note(snapshot.parameters),
      configuration: note(snapshot.configuration),
      connections:
        snapshot.connections === undefined ? { kind: 'not-asked', problems: [] } : note(snapshot.connections),
      processes: input.owners === undefined ? { kind: 'not-asked', problems: [] } : note(input.owners),
    },
    findings: judgement.findings.map((finding) => withActions(finding, actions)),
    notJudged: notJudged(snapshot, judgement),
    ...(sockets && { sockets }),
    timeWait: timeWait(snapshot, aggregation),
    ...(rates && { rates }),
    ...(counters && { counters: reportCounters(counters.current) }),
    ...(connections && { connections }),
    parameters,
    ...(configured && { configuration: { tool: configured.tool, appliesHere: configured.appliesHere } }),
  };
  return { ...report, verdict: verdict(report) };
}

function notJudged(snapshot: Snapshot, { unjudged }: Judgement): readonly NotJudged[] {
  const byGap = new Map<string, NotJudged>();
  for (const gap of unjudged) {
    const { rule, missing, key } = gap;
    const reason = 'reason' in gap ? gap.reason : missingReason(snapshot, gap.missing, key);
    const id = `${missing} ${key ?? reason}`;
    const { rules = [] } = byGap.get(id) ?? {};
    byGap.set(id, { missing, ...(key !== undefined && { key }), reason, rules: [...rules, rule] });
  }
  return [...byGap.values()];
}

function missingReason(snapshot: Snapshot, missing: RequiredInput, key: string | undefined): string {
  if (missing === 'servicePorts')
    return 'No files were read that declare ports of services. They are read for the machine that they are on, from an open folder or from --source.';
  const section = snapshot[missing];
  if (section === undefined)
    return 'The connections of this host were not watched. Watch them to have these rules checked.';
  const problems = problemsOf(section);
  if (key === undefined) return problems[0]?.message ?? 'It was not read.';
  const problem = problems.find(({ subject }) => subject === key);
  if (problem !== undefined) return problem.message;
  return machineKeys.has(key)
    ? `${key} is a limit of the whole machine and not in this network namespace.`
    : `${key} was not read.`;
}

function note(outcome: Outcome<unknown>): OutcomeNote {
  return { kind: outcome.kind, problems: problemsOf(outcome) };
}

function timeWait(snapshot: Snapshot, aggregation: Aggregation | undefined): ReportTimeWait {
  const counters = valueOf(snapshot.counters)?.current;
  const kernelCount = counters?.get('sockstat.TCP.tw');
  const overflowed = counters?.get('TcpExt.TCPTimeWaitOverflow');
  const limit = integerParameter(valueOf(snapshot.parameters) ?? new Map(), 'net.ipv4.tcp_max_tw_buckets');
  const totals = aggregation?.timeWait;
  return {
    ...(totals && {
      count: totals.count,
      client: totals.client,
      server: totals.server,
      other: totals.other,
      untimed: totals.ages.untimed,
      bytes: totals.client * clientBytes + (totals.server + totals.other) * serverBytes,
    }),
    ...(kernelCount !== undefined && { kernelCount }),
    ...(limit !== undefined && { limit }),
    ...(overflowed !== undefined && { overflowed }),
    lengthSeconds: (aggregation?.reuse.lengthMs ?? 60_000) / 1000,
    ages: aggregation === undefined ? [] : ages(aggregation),
  };
}

function ages({ timeWait: { ages: buckets } }: Aggregation): readonly ReportAge[] {
  return Array.from({ length: buckets.seconds }, (_, secondsAgo) => ({
    secondsAgo,
    client: buckets.count(secondsAgo, SocketSide.client),
    server: buckets.count(secondsAgo, SocketSide.server),
    other: buckets.count(secondsAgo, SocketSide.other),
  }));
}
