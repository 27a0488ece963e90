import { l10n } from 'vscode';
import type { OutcomeNote, Report } from '../../core/protocol/viewModels.ts';
import { plainText } from '../errors.ts';
import { lastResult, type InspectionState } from '../inspectionState.ts';

/** What stands above the rows: how old they are, and what is missing. */
export function viewMessage(state: InspectionState): string | undefined {
  const result = lastResult(state);
  // With a message VS Code hides the welcome text, which says more where there are no rows.
  if (result === undefined || result.roots.length === 0) return undefined;
  return [age(state, result.report), ...missing(result.report)].join(' · ');
}

/** A time of day and not an age: it is right without a timer that counts it up. */
function age(state: InspectionState, report: Report): string {
  const time = new Date(report.takenAt).toLocaleTimeString('en-GB');
  return state.kind === 'failed'
    ? l10n.t('Old figures, from {0}: {1}', time, state.error.message)
    : l10n.t('As of {0}', time);
}

function missing(report: Report): readonly string[] {
  const notes: readonly OutcomeNote[] = Object.values(report.outcomes);
  const messages = notes.flatMap(({ problems }) => problems.map(({ message }) => plainText(message)));
  return [...new Set(messages)];
}
