import { l10n } from 'vscode';
import type { OutcomeNote, Report } from '../../core/protocol/viewModels.ts';
import { plainText } from '../errors.ts';
import { lastResult, type InspectionState } from '../inspectionState.ts';

/** What stands above the rows: that they are old, or that some are missing. Nothing where there is nothing to say. */
export function viewMessage(state: InspectionState): string | undefined {
  const result = lastResult(state);
  // With a message VS Code hides the welcome text, which says more where there are no rows.
  if (result === undefined || result.roots.length === 0) return undefined;
  const parts = [...staleness(state, result.report), ...missing(result.report)];
  return parts.length === 0 ? undefined : parts.join(' · ');
}

/** Host and time of day of the figures, next to the view's title. */
export function viewDescription(state: InspectionState): string | undefined {
  const report = lastResult(state)?.report;
  return report === undefined ? undefined : `${plainText(report.host.label)} · ${timeOfDay(report)}`;
}

function staleness(state: InspectionState, report: Report): readonly string[] {
  if (state.kind !== 'failed') return [];
  return [l10n.t('Old figures, from {0}. {1}', timeOfDay(report), state.error.message)];
}

function missing(report: Report): readonly string[] {
  const notes: readonly OutcomeNote[] = Object.values(report.outcomes);
  const messages = notes.flatMap(({ problems }) => problems.map(({ message }) => plainText(message)));
  return [...new Set(messages)];
}

function timeOfDay(report: Report): string {
  return new Date(report.takenAt).toLocaleTimeString();
}
