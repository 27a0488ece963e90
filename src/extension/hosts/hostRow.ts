import { plainLabel, plainLines } from '../../core/model/plainText.ts';
import {
  ageText,
  countText,
  dateAndTime,
  formatEndpoint,
  numberText,
  percentText,
  timeOfDay,
  type Report,
} from '../../core/protocol/viewModels.ts';
import { lastResult, type InspectionState } from '../inspection/inspectionState.ts';
import type { Translate } from '../translate.ts';
import { hostCondition, type HostCondition } from './hostCondition.ts';
import type { HostEntry } from './hostEntry.ts';

/** A host as a row of a list: text in which everything can be seen, and what its icon tells. */
export interface HostRow {
  readonly label: string;
  /** Figures without labels, for a view with a legend above its rows, because a side bar is narrow. */
  readonly brief: string;
  /** With labels. */
  readonly description: string;
  /** Plain text, lines separated by `\n`. */
  readonly tooltip: string;
  readonly accessibilityLabel: string;
  readonly condition: HostCondition;
}

export interface HostRowParts {
  readonly entry: HostEntry;
  readonly state: InspectionState;
  readonly isCurrent: boolean;
  /** Milliseconds since 1970 if the row is redrawn as time passes; otherwise times of day are shown instead of ages. */
  readonly now?: number;
  readonly t: Translate;
}

export function hostRow(parts: HostRowParts): HostRow {
  const { entry, state, isCurrent, t } = parts;
  const condition = hostCondition(state);
  const kind = kindText(entry, t);
  const told = figures(parts, true);
  const brief = figures(parts, state.kind === 'failed');
  const spoken = [entry.label, kind, ...(isCurrent ? [t('current')] : []), conditionText(condition, t)];
  return {
    label: plainLabel(entry.label),
    brief: plainLabel(brief.length === 0 ? kind : brief.join(' · ')),
    description: plainLabel(told.length === 0 ? kind : told.join(' · ')),
    tooltip: plainLines(tooltip(parts)),
    accessibilityLabel: plainLabel([...spoken, ...(told.length === 0 ? [] : [told.join(' · ')])].join(', ')),
    condition,
  };
}

/** From the latest successful inspection, with its age; otherwise why there is none. */
function figures({ entry, state, now, t }: HostRowParts, hasWords: boolean): readonly string[] {
  const report = lastResult(state)?.report;
  const parts = entry.isGone === true ? [t('gone')] : entry.kind === 'file' ? [t('snapshot')] : [];
  if (state.kind === 'failed') parts.push(withoutName(state.error.message, entry.label));
  if (report === undefined) return parts;
  return [...parts, ...reportFigures(report, hasWords, t), when(report, now)];
}

/** The name is directly before it. */
function withoutName(message: string, name: string): string {
  return message.startsWith(`${name} `) ? message.slice(name.length + 1) : message;
}

function reportFigures(report: Report, hasWords: boolean, t: Translate): readonly string[] {
  const { timeWait, sockets, outcomes } = report;
  const { platform } = report.host;
  if (sockets === undefined && platform !== undefined && platform !== 'linux')
    return [t('not Linux: its sockets cannot be read')];
  if (sockets === undefined) return outcomes.sockets.problems.slice(0, 1).map(({ message }) => message);
  const share = sockets.destinations[0]?.share;
  const findings = serious(report).length;
  const named = (words: string, figure: string): string => (hasWords ? t(words, figure) : figure);
  return [
    ...(timeWait.count === undefined ? [] : [named('TIME_WAIT {0}', numberText(timeWait.count))]),
    ...(share === undefined ? [] : [named('ports {0}', percentText(share))]),
    ...(findings === 0 ? [] : [countText(findings, t('finding'), t('findings'))]),
  ];
}

function tooltip({ entry, state, isCurrent, now, t }: HostRowParts): string {
  const report = lastResult(state)?.report;
  const lines = [`${entry.label} (${kindText(entry, t)})`];
  if (isCurrent) lines.push(t('Current host: shown in the status bar and the live figures.'));
  if (entry.isGone === true) lines.push(t('It no longer exists. These are its last figures.'));
  if (state.kind === 'failed') lines.push(...failureLines(state.error, t));
  if (state.kind === 'running') lines.push(t('Being inspected.'));
  if (report?.openedFrom !== undefined) lines.push(report.openedFrom);
  if (report !== undefined) lines.push(...reportLines(report, now, t));
  else if (state.kind === 'none') lines.push(t('Not inspected yet.'));
  return lines.join('\n');
}

function failureLines(
  { message, nextStep, code, problem }: Extract<InspectionState, { kind: 'failed' }>['error'],
  t: Translate,
): readonly string[] {
  return [message, nextStep, t('Code: {0}', problem?.code ?? code)];
}

function reportLines(report: Report, now: number | undefined, t: Translate): readonly string[] {
  const [fullest] = report.sockets?.destinations ?? [];
  const address = fullest && formatEndpoint(fullest.remoteAddress, fullest.remotePort);
  return [
    report.verdict.sentence,
    ...serious(report).map(({ title }) => `– ${title}`),
    ...(report.timeWait.count === undefined ? [] : [`TIME_WAIT: ${numberText(report.timeWait.count)}`]),
    ...(address === undefined || fullest?.share === undefined
      ? []
      : [t('Fullest destination: {0}, {1} of the local ports', address, percentText(fullest.share))]),
    ...(report.host.kernelRelease === undefined ? [] : [t('Kernel: {0}', report.host.kernelRelease)]),
    now === undefined
      ? t('Inspected at {0}', timeOfDay(report.takenAt))
      : t('Inspected at {0} ({1})', timeOfDay(report.takenAt), when(report, now)),
  ];
}

function when(report: Report, now: number | undefined): string {
  if (report.openedFrom !== undefined) return dateAndTime(report.takenAt);
  return now === undefined ? timeOfDay(report.takenAt) : ageText((now - Date.parse(report.takenAt)) / 1000);
}

function serious({ findings }: Report): Report['findings'] {
  return findings.filter(({ severity }) => severity === 'error' || severity === 'warning');
}

export function kindText({ kind }: HostEntry, t: Translate): string {
  switch (kind) {
    case 'local':
      return t('this machine');
    case 'ssh':
      return t('over ssh');
    case 'named':
      return t('network namespace');
    case 'container':
      return t('container');
    case 'unit':
      return t('systemd unit');
    case 'command':
      return t('network namespace of a process');
    case 'file':
      return t('snapshot');
  }
}

function conditionText(condition: HostCondition, t: Translate): string {
  switch (condition) {
    case 'unknown':
      return t('not inspected');
    case 'running':
      return t('being inspected');
    case 'healthy':
      return t('nothing wrong');
    case 'warning':
      return t('warnings');
    case 'error':
      return t('errors');
    case 'unreadable':
      return t('sockets not readable');
    case 'failed':
      return t('not reached');
  }
}
