import { plainLabel, shownLines } from '../../core/model/plainText.ts';
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
}

export function hostRow(parts: HostRowParts): HostRow {
  const { entry, state, isCurrent } = parts;
  const condition = hostCondition(state);
  const kind = kindText(entry);
  const told = figures(parts, true);
  const brief = figures(parts, state.kind === 'failed');
  const spoken = [entry.label, kind, ...(isCurrent ? ['current'] : []), conditionText(condition)];
  return {
    label: plainLabel(entry.label),
    brief: plainLabel(brief.length === 0 ? kind : brief.join(' · ')),
    description: plainLabel(told.length === 0 ? kind : told.join(' · ')),
    tooltip: shownLines(tooltip(parts)),
    accessibilityLabel: plainLabel([...spoken, ...(told.length === 0 ? [] : [told.join(' · ')])].join(', ')),
    condition,
  };
}

/** From the latest successful inspection, with its age; otherwise why there is none. */
function figures({ entry, state, now }: HostRowParts, hasWords: boolean): readonly string[] {
  const report = lastResult(state)?.report;
  const parts = entry.isGone === true ? ['gone'] : entry.kind === 'file' ? ['snapshot'] : [];
  // The name is directly before it.
  if (state.kind === 'failed') parts.push(state.error.problem?.brief ?? state.error.message);
  if (report === undefined) return parts;
  return [...parts, ...reportFigures(report, hasWords), when(report, now)];
}

function reportFigures(report: Report, hasWords: boolean): readonly string[] {
  const { timeWait, sockets, outcomes } = report;
  const { platform } = report.host;
  if (sockets === undefined && platform !== undefined && platform !== 'linux')
    return ['not Linux: its sockets cannot be read'];
  if (sockets === undefined) return outcomes.sockets.problems.slice(0, 1).map(({ message }) => message);
  const share = sockets.destinations[0]?.share;
  const findings = serious(report).length;
  const named = (words: string, figure: string): string => (hasWords ? `${words} ${figure}` : figure);
  return [
    ...(timeWait.count === undefined ? [] : [named('TIME_WAIT', numberText(timeWait.count))]),
    ...(share === undefined ? [] : [named('ports', percentText(share))]),
    ...(findings === 0 ? [] : [countText(findings, 'finding', 'findings')]),
  ];
}

function tooltip({ entry, state, isCurrent, now }: HostRowParts): string {
  const report = lastResult(state)?.report;
  const lines = [`${entry.label} (${kindText(entry)})`];
  if (isCurrent) lines.push('Current host: shown in the status bar and the live figures.');
  if (entry.isGone === true) lines.push('It no longer exists. These are its last figures.');
  if (state.kind === 'failed') lines.push(...failureLines(state.error));
  if (state.kind === 'running') lines.push('Being inspected.');
  if (report?.openedFrom !== undefined) lines.push(report.openedFrom);
  if (report !== undefined) lines.push(...reportLines(report, now));
  else if (state.kind === 'none') lines.push('Not inspected yet.');
  return lines.join('\n');
}

function failureLines({
  message,
  nextStep,
  code,
  problem,
}: Extract<InspectionState, { kind: 'failed' }>['error']): readonly string[] {
  return [message, nextStep, `Code: ${problem?.code ?? code}`];
}

function reportLines(report: Report, now: number | undefined): readonly string[] {
  const [fullest] = report.sockets?.destinations ?? [];
  const address = fullest && formatEndpoint(fullest.remoteAddress, fullest.remotePort);
  return [
    report.verdict.sentence,
    ...serious(report).map(({ title }) => `– ${title}`),
    ...(report.timeWait.count === undefined ? [] : [`TIME_WAIT: ${numberText(report.timeWait.count)}`]),
    ...(address === undefined || fullest?.share === undefined
      ? []
      : [`Fullest destination: ${address}, ${percentText(fullest.share)} of the local ports`]),
    ...(report.host.kernelRelease === undefined ? [] : [`Kernel: ${report.host.kernelRelease}`]),
    now === undefined
      ? `Inspected at ${timeOfDay(report.takenAt)}`
      : `Inspected at ${timeOfDay(report.takenAt)} (${when(report, now)})`,
  ];
}

function when(report: Report, now: number | undefined): string {
  if (report.openedFrom !== undefined) return dateAndTime(report.takenAt);
  return now === undefined ? timeOfDay(report.takenAt) : ageText((now - Date.parse(report.takenAt)) / 1000);
}

function serious({ findings }: Report): Report['findings'] {
  return findings.filter(({ severity }) => severity === 'error' || severity === 'warning');
}

export function kindText({ kind }: HostEntry): string {
  switch (kind) {
    case 'local':
      return 'this machine';
    case 'ssh':
      return 'over ssh';
    case 'named':
      return 'network namespace';
    case 'container':
      return 'container';
    case 'unit':
      return 'systemd unit';
    case 'command':
      return 'network namespace of a process';
    case 'file':
      return 'snapshot';
  }
}

function conditionText(condition: HostCondition): string {
  switch (condition) {
    case 'unknown':
      return 'not inspected';
    case 'running':
      return 'being inspected';
    case 'healthy':
      return 'nothing wrong';
    case 'warning':
      return 'warnings';
    case 'error':
      return 'errors';
    case 'unreadable':
      return 'sockets not readable';
    case 'failed':
      return 'not reached';
  }
}
