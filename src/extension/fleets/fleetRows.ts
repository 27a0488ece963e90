import { valueOf } from '../../core/model/outcome.ts';
import { plainLabel, shownLines } from '../../core/model/plainText.ts';
import { parsePrometheusAddress } from '../../core/model/prometheusAddress.ts';
import {
  ageText,
  countText,
  numberText,
  percentText,
  timeOfDay,
  type FleetHost,
  type FleetSeverity,
} from '../../core/protocol/viewModels.ts';
import { fullestText, type FleetJob } from './fleetJobs.ts';
import { lastFleet, type FleetState } from './fleetState.ts';

/** A row about a Prometheus or one of its hosts: text in which everything can be seen. */
export interface FleetRow {
  readonly label: string;
  readonly description: string;
  /** Plain text, lines separated by `\n`. */
  readonly tooltip: string;
  readonly accessibilityLabel: string;
}

/** Figures older than this are marked with their age: while they are visible, they are read once a minute. */
const oldAfterMs = 90_000;

/** What people call a Prometheus. */
export function prometheusLabel(address: string): string {
  return plainLabel(valueOf(parsePrometheusAddress(address))?.label ?? address);
}

/** A Prometheus. `now`: milliseconds since 1970. */
export function prometheusRow(
  address: string,
  state: FleetState,
  { search, now }: { readonly search: string; readonly now: number },
): FleetRow {
  const label = prometheusLabel(address);
  const description = plainLabel(told(state, search, now).join(' · '));
  const read = lastFleet(state);
  return {
    label,
    description,
    tooltip: shownLines(
      [
        `Prometheus ${address}`,
        ...(state.kind === 'failed' ? [state.error.message, state.error.nextStep] : []),
        ...(read === undefined ? [] : [`Read at ${timeOfDay(read.at)}`]),
      ].join('\n'),
    ),
    accessibilityLabel: `Prometheus ${label}, ${description}`,
  };
}

function told(state: FleetState, search: string, now: number): readonly string[] {
  const read = lastFleet(state);
  // The name is directly before it.
  const failed = state.kind === 'failed' ? [state.error.problem?.brief ?? state.error.message] : [];
  if (read === undefined)
    return failed.length > 0 ? failed : [state.kind === 'asking' ? 'being asked' : 'not asked yet'];
  const isOld = state.kind === 'failed' || now - read.at > oldAfterMs;
  return [
    ...failed,
    ...summary(read.fleet.hosts),
    ...(search === '' ? [] : [`search: ${search}`]),
    ...(isOld ? [ageText((now - read.at) / 1000)] : []),
  ];
}

function summary(hosts: readonly FleetHost[]): readonly string[] {
  const count = (severity: FleetSeverity): number =>
    hosts.filter((host) => host.severity === severity).length;
  const [errors, unknown, warnings] = [count('error'), count('unknown'), count('warning')];
  return [
    countText(hosts.length, 'host', 'hosts'),
    ...(errors === 0 ? [] : [countText(errors, 'error', 'errors')]),
    ...(unknown === 0 ? [] : [`${numberText(unknown)} unknown`]),
    ...(warnings === 0 ? [] : [countText(warnings, 'warning', 'warnings')]),
  ];
}

/** A job, with the hosts that match. */
export function jobRow({ job, hosts }: FleetJob): FleetRow {
  const label = plainLabel(job);
  const description = summary(hosts).join(' · ');
  return { label, description, tooltip: `Job ${label}`, accessibilityLabel: `${label}, ${description}` };
}

/** A host as Prometheus knows it. The figures have the order of a host's row. */
export function instanceRow(host: FleetHost): FleetRow {
  const { instance, job, severity, reason } = host;
  const brief = plainLabel(figures(host, false).join(' · '));
  const spoken = figures(host, true).join(' · ');
  return {
    label: plainLabel(instance),
    description: brief,
    tooltip: shownLines(tooltipOf(host).join('\n')),
    accessibilityLabel: plainLabel([instance, job, severityText(severity), spoken].join(', ')),
  };

  function figures(
    { source, timeWait, fullestShare, findings, secondsOld }: FleetHost,
    hasWords: boolean,
  ): readonly string[] {
    const named = (words: string, figure: string): string => (hasWords ? `${words} ${figure}` : figure);
    const count = timeWait === undefined ? [] : [named('TIME_WAIT', numberText(timeWait))];
    if (source === 'node')
      return timeWait === undefined ? [reason ?? ''] : [...count, 'host-wide, not by destination'];
    const found = findings.filter(({ severity: of }) => of === 'error' || of === 'warning').length;
    return [
      ...(reason === undefined ? [] : [reason]),
      ...count,
      ...(fullestShare === undefined ? [] : [named('ports', percentText(fullestShare))]),
      ...(found === 0 ? [] : [countText(found, 'finding', 'findings')]),
      ...(secondsOld === undefined ? [] : [ageText(secondsOld)]),
    ];
  }
}

function tooltipOf(host: FleetHost): readonly string[] {
  const { instance, job, reason, findings, fullest, fullestShare, timeWait, secondsOld } = host;
  return [
    `${instance} (job ${job})`,
    ...(reason === undefined ? [] : [reason]),
    ...findings.map(({ rule, severity, count }) => `– ${severity}: ${rule} × ${numberText(count)}`),
    ...(timeWait === undefined ? [] : [`TIME_WAIT: ${numberText(timeWait)}`]),
    ...(fullestShare === undefined
      ? []
      : [
          fullest === undefined
            ? `Fullest destination: ${percentText(fullestShare)} of the local ports`
            : `Fullest destination: ${fullestText(fullest)}, ${percentText(fullestShare)} of the local ports`,
        ]),
    ...(secondsOld === undefined ? [] : [`Inspected ${ageText(secondsOld)} by Prometheus’ clock`]),
  ];
}

function severityText(severity: FleetSeverity): string {
  switch (severity) {
    case 'error':
      return 'errors';
    case 'warning':
      return 'warnings';
    case 'unknown':
      return 'unknown';
    case 'information':
    case 'hint':
    case 'healthy':
      return 'nothing wrong';
  }
}
