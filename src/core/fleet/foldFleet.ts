import { severities, type Severity } from '../model/finding.ts';
import { countText, numberText } from '../model/numberText.ts';
import type { Problem } from '../model/outcome.ts';
import { plainLine } from '../model/plainText.ts';
import type { VectorSample } from '../parse/prometheusVector.ts';
import {
  fleetSchema,
  fleetVersion,
  type Fleet,
  type FleetDestination,
  type FleetFinding,
  type FleetHost,
  type FleetParameter,
  type FleetSeverity,
} from './fleet.ts';
import type { FleetQuery } from './fleetQueries.ts';

export type FleetAnswers = Readonly<Record<FleetQuery, readonly VectorSample[]>>;

/** From worst to least: what is not known may be worse than a warning. */
export const fleetSeverities: readonly FleetSeverity[] = [
  'error',
  'unknown',
  'warning',
  'information',
  'hint',
  'healthy',
];

/** An inspection counts as current for so many intervals of the exporter, and some time for scrapes and clocks. */
const currentIntervals = 3;
const graceSeconds = 60;
/** The usual interval, in case an exporter does not tell its own. */
const usualInterval = 15;

/** What the answers say of one host. */
interface Gathered {
  readonly job: string;
  readonly instance: string;
  verdict?: string;
  share?: number;
  timeWait?: number;
  inspectedAt?: number;
  interval?: number;
  fullest?: FleetDestination;
  nodeTimeWait?: number;
  now: number;
  wasExporter: boolean;
  readonly findings: FleetHost['findings'][number][];
  readonly unread: string[];
}

/** Folds the answers of all queries into hosts, worst first. */
export function foldFleet(answers: FleetAnswers, problems: readonly Problem[]): Fleet {
  const hosts = new Map<string, Gathered>();
  const of = (sample: VectorSample): Gathered => gatheredOf(hosts, sample);
  for (const sample of answers.known) of(sample).wasExporter = true;
  for (const sample of answers.knownNodes) of(sample);
  for (const sample of answers.node) of(sample).nodeTimeWait = sample.value;
  for (const sample of answers.figures) addFigure(of(sample), sample);
  for (const sample of answers.fullest) {
    const host = of(sample);
    if (/^\d{1,5}$/.test(sample.labels['remote_port'] ?? '')) host.fullest = destinationOf(sample);
  }
  const folded = withoutTwins([...hosts.values()])
    .map(hostOf)
    .sort(worstFirst);
  return {
    schema: fleetSchema,
    version: fleetVersion,
    hosts: folded,
    findings: findingsOf(folded),
    drift: driftOf(answers.drift),
    problems,
  };
}

function gatheredOf(hosts: Map<string, Gathered>, { labels, time }: VectorSample): Gathered {
  const { job = '', instance = '' } = labels;
  const key = JSON.stringify([job, instance]);
  const known = hosts.get(key);
  if (known !== undefined) {
    known.now = Math.max(known.now, time);
    return known;
  }
  const host: Gathered = { job, instance, now: time, wasExporter: false, findings: [], unread: [] };
  hosts.set(key, host);
  return host;
}

/**
 * Leaves node_exporter's targets out where an exporter tells of the same machine. Of a host part with more node_exporters
 * than exporters, as behind one address that forwards ports, nobody knows whose is missing: all stay.
 */
function withoutTwins(hosts: readonly Gathered[]): readonly Gathered[] {
  const surplus = new Map<string, number>();
  for (const { instance, wasExporter } of hosts) {
    const machine = machineOf(instance);
    surplus.set(machine, (surplus.get(machine) ?? 0) + (wasExporter ? 1 : -1));
  }
  const exported = new Set(hosts.flatMap((host) => (host.wasExporter ? [machineOf(host.instance)] : [])));
  return hosts.filter(({ instance, wasExporter }) => {
    const machine = machineOf(instance);
    return wasExporter || !exported.has(machine) || (surplus.get(machine) ?? 0) < 0;
  });
}

/** `web1` of `web1:9100`, `[::1]` of `[::1]:9100`. */
function machineOf(instance: string): string {
  return instance.replace(/:\d{1,5}$/, '');
}

function addFigure(host: Gathered, { labels, value }: VectorSample): void {
  switch (labels['__name__']) {
    case 'socket_diagnostics_verdict':
      // Of two, as while one is replaced, the worse counts. The exporter writes 1 and nothing else.
      host.verdict = worse(host.verdict, value === 1 ? (labels['severity'] ?? '') : 'unknown');
      break;
    case 'socket_diagnostics_findings': {
      const severity = severities.find((known) => known === labels['severity']);
      if (severity !== undefined && value > 0)
        host.findings.push({ rule: labels['rule'] ?? '', severity, count: value });
      break;
    }
    case 'socket_diagnostics_fullest_destination_ports_used_ratio':
      host.share = value;
      break;
    case 'socket_diagnostics_time_wait_table_sockets':
      host.timeWait = value;
      break;
    case 'socket_diagnostics_inspection_timestamp_seconds':
      host.wasExporter = true;
      host.inspectedAt = value;
      break;
    case 'socket_diagnostics_inspection_interval_seconds':
      host.interval = value;
      break;
    case 'socket_diagnostics_section_complete':
      host.unread.push(labels['section'] ?? '');
      break;
    default:
      break;
  }
}

function worse(before: string | undefined, now: string): string {
  const rank = (severity: string): number => fleetSeverities.findIndex((known) => known === severity);
  return before !== undefined && rank(before) < rank(now) ? before : now;
}

function destinationOf({ labels }: VectorSample): FleetDestination {
  return {
    localAddress: labels['local_address'] ?? '',
    remoteAddress: labels['remote_address'] ?? '',
    remotePort: labels['remote_port'] ?? '',
  };
}

function hostOf(host: Gathered): FleetHost {
  const { job, instance, share, fullest, wasExporter, inspectedAt, now } = host;
  const isNode = !wasExporter;
  const timeWait = isNode ? host.nodeTimeWait : host.timeWait;
  const reason = isNode ? nodeReason(host) : whyUnknown(host);
  const severity = severityOf(host);
  const findings = host.findings.sort(
    (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity),
  );
  return {
    job,
    instance,
    source: isNode ? 'node' : 'exporter',
    // An error that is known stays one, whatever else is not.
    severity: reason === undefined || (severity === 'error' && !isOld(host)) ? severity : 'unknown',
    ...(reason !== undefined && { reason }),
    ...(isFigure(share) && { fullestShare: share }),
    ...(fullest && { fullest }),
    ...(isFigure(timeWait) && { timeWait }),
    findings,
    ...(isFigure(inspectedAt) && { secondsOld: now - inspectedAt }),
  };
}

function severityOf({ verdict }: Gathered): FleetSeverity {
  return fleetSeverities.find((known) => known === verdict) ?? 'unknown';
}

function isFigure(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value);
}

function nodeReason({ nodeTimeWait }: Gathered): string {
  return isFigure(nodeTimeWait)
    ? 'Only node_exporter runs there: its figures are host-wide, not by destination.'
    : 'Prometheus has no current figures for it.';
}

function whyUnknown(host: Gathered): string | undefined {
  const { verdict, share, inspectedAt, unread, now } = host;
  if (inspectedAt === undefined) return 'It does not answer: Prometheus has no current figures for it.';
  if (isOld(host)) {
    const seconds = now - inspectedAt;
    return seconds < 0
      ? 'Its clock is ahead of Prometheus’, so the age of its figures is not known.'
      : `Its last inspection was ${numberText(seconds)} s ago by Prometheus’ clock.`;
  }
  if (verdict === undefined) return 'The exporter has not inspected it lately.';
  if (
    unread.some(
      (section) => section !== 'processes' && section !== 'connections' && section !== 'configuration',
    )
  )
    return `Not everything could be read there: ${unread.map(plainLine).join(', ')}.`;
  if (severityOf(host) === 'unknown') return 'Not everything could be checked there.';
  return share !== undefined && !Number.isFinite(share) ? 'Its figures are not numbers.' : undefined;
}

function isOld({ inspectedAt, interval = usualInterval, now }: Gathered): boolean {
  if (inspectedAt === undefined) return true;
  const seconds = isFigure(interval) ? interval : usualInterval;
  return !(Math.abs(now - inspectedAt) <= seconds * currentIntervals + graceSeconds);
}

function worstFirst(a: FleetHost, b: FleetHost): number {
  return (
    fleetSeverities.indexOf(a.severity) - fleetSeverities.indexOf(b.severity) ||
    (b.fullestShare ?? 0) - (a.fullestShare ?? 0) ||
    (b.timeWait ?? 0) - (a.timeWait ?? 0) ||
    compareText(a.job, b.job) ||
    compareText(a.instance, b.instance)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function findingsOf(hosts: readonly FleetHost[]): readonly FleetFinding[] {
  const counts = new Map<string, { rule: string; severity: Severity; hosts: number }>();
  for (const { findings } of hosts)
    for (const { rule, severity } of findings) {
      const key = `${severity} ${rule}`;
      const known = counts.get(key);
      if (known === undefined) counts.set(key, { rule, severity, hosts: 1 });
      else known.hosts++;
    }
  return [...counts.values()].sort(
    (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity) || b.hosts - a.hosts,
  );
}

function driftOf(samples: readonly VectorSample[]): readonly FleetParameter[] {
  const parameters = new Map<
    string,
    { key: string; index?: number; values: { value: string; hosts: number }[] }
  >();
  for (const { labels, value: hosts } of samples) {
    const { key = '', index = '', value = '' } = labels;
    const name = `${key} ${index}`;
    const known = parameters.get(name);
    if (known !== undefined) known.values.push({ value, hosts });
    else
      parameters.set(name, {
        key,
        ...(/^\d{1,3}$/.test(index) && { index: Number(index) }),
        values: [{ value, hosts }],
      });
  }
  return [...parameters.values()]
    .filter(({ values }) => values.length > 1)
    .map((parameter) => ({ ...parameter, values: parameter.values.sort((a, b) => b.hosts - a.hosts) }))
    .sort((a, b) => compareText(a.key, b.key) || (a.index ?? 0) - (b.index ?? 0));
}

/** `37 hosts have 0, 963 have 2`. */
export function driftText({ values }: FleetParameter): string {
  const [first, ...others] = values;
  if (first === undefined) return '';
  const parts = [
    `${countText(first.hosts, 'host has', 'hosts have')} ${first.value}`,
    ...others.map(({ value, hosts }) => `${numberText(hosts)} ${hosts === 1 ? 'has' : 'have'} ${value}`),
  ];
  return plainLine(parts.join(', '));
}
