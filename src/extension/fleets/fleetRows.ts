import { valueOf } from '../../core/model/outcome.ts';
import { plainLabel, plainLines } from '../../core/model/plainText.ts';
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
import type { Translate } from '../translate.ts';
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
  { search, now, t }: { readonly search: string; readonly now: number; readonly t: Translate },
): FleetRow {
  const label = prometheusLabel(address);
  const description = plainLabel(told(state, search, now, t).join(' · '));
  const read = lastFleet(state);
  return {
    label,
    description,
    tooltip: plainLines(
      [
        `Prometheus ${address}`,
        ...(state.kind === 'failed' ? [state.error.message, state.error.nextStep] : []),
        ...(read === undefined ? [] : [t('Read at {0}', timeOfDay(read.at))]),
      ].join('\n'),
    ),
    accessibilityLabel: `Prometheus ${label}, ${description}`,
  };
}

function told(state: FleetState, search: string, now: number, t: Translate): readonly string[] {
  const read = lastFleet(state);
  // The name is directly before it.
  const failed = state.kind === 'failed' ? [state.error.problem?.brief ?? state.error.message] : [];
  if (read === undefined)
    return failed.length > 0 ? failed : [state.kind === 'asking' ? t('being asked') : t('not asked yet')];
  const isOld = state.kind === 'failed' || now - read.at > oldAfterMs;
  return [
    ...failed,
    ...summary(read.fleet.hosts, t),
    ...(search === '' ? [] : [t('search: {0}', search)]),
    ...(isOld ? [ageText((now - read.at) / 1000)] : []),
  ];
}

function summary(hosts: readonly FleetHost[], t: Translate): readonly string[] {
  const count = (severity: FleetSeverity): number =>
    hosts.filter((host) => host.severity === severity).length;
  const [errors, unknown, warnings] = [count('error'), count('unknown'), count('warning')];
  return [
    countText(hosts.length, t('host'), t('hosts')),
    ...(errors === 0 ? [] : [countText(errors, t('error'), t('errors'))]),
    ...(unknown === 0 ? [] : [t('{0} unknown', numberText(unknown))]),
    ...(warnings === 0 ? [] : [countText(warnings, t('warning'), t('warnings'))]),
  ];
}

/** A job, with the hosts that match. */
export function jobRow({ job, hosts }: FleetJob, t: Translate): FleetRow {
  const label = plainLabel(job);
  const description = summary(hosts, t).join(' · ');
  return { label, description, tooltip: t('Job {0}', label), accessibilityLabel: `${label}, ${description}` };
}

/** A host as Prometheus knows it. The figures have the order of a host's row. */
export function instanceRow(host: FleetHost, t: Translate): FleetRow {
  const { instance, job, severity, reason } = host;
  const brief = plainLabel(figures(host, t, (_, figure) => figure).join(' · '));
  const spoken = figures(host, t, (words, figure) => t(words, figure)).join(' · ');
  return {
    label: plainLabel(instance),
    description: brief,
    tooltip: plainLines(tooltipOf(host, t).join('\n')),
    accessibilityLabel: plainLabel([instance, job, severityText(severity, t), spoken].join(', ')),
  };

  function figures(
    { source, timeWait, fullestShare, findings, secondsOld }: FleetHost,
    tr: Translate,
    named: (words: string, figure: string) => string,
  ): readonly string[] {
    const count = timeWait === undefined ? [] : [named('TIME_WAIT {0}', numberText(timeWait))];
    if (source === 'node')
      return timeWait === undefined ? [reason ?? ''] : [...count, tr('host-wide, not by destination')];
    const found = findings.filter(({ severity: of }) => of === 'error' || of === 'warning').length;
    return [
      ...(reason === undefined ? [] : [reason]),
      ...count,
      ...(fullestShare === undefined ? [] : [named('ports {0}', percentText(fullestShare))]),
      ...(found === 0 ? [] : [countText(found, tr('finding'), tr('findings'))]),
      ...(secondsOld === undefined ? [] : [ageText(secondsOld)]),
    ];
  }
}

function tooltipOf(host: FleetHost, t: Translate): readonly string[] {
  const { instance, job, reason, findings, fullest, fullestShare, timeWait, secondsOld } = host;
  return [
    t('{0} (job {1})', instance, job),
    ...(reason === undefined ? [] : [reason]),
    ...findings.map(({ rule, severity, count }) => `– ${severity}: ${rule} × ${numberText(count)}`),
    ...(timeWait === undefined ? [] : [`TIME_WAIT: ${numberText(timeWait)}`]),
    ...(fullestShare === undefined
      ? []
      : [
          fullest === undefined
            ? t('Fullest destination: {0} of the local ports', percentText(fullestShare))
            : t(
                'Fullest destination: {0}, {1} of the local ports',
                fullestText(fullest),
                percentText(fullestShare),
              ),
        ]),
    ...(secondsOld === undefined ? [] : [t('Inspected {0} by Prometheus’ clock', ageText(secondsOld))]),
  ];
}

function severityText(severity: FleetSeverity, t: Translate): string {
  switch (severity) {
    case 'error':
      return t('errors');
    case 'warning':
      return t('warnings');
    case 'unknown':
      return t('unknown');
    case 'information':
    case 'hint':
    case 'healthy':
      return t('nothing wrong');
  }
}
