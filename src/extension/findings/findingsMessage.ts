import { l10n } from 'vscode';
import { plainLine, timeOfDay } from '../../core/protocol/viewModels.ts';
import { lastResult, type InspectionState } from '../inspection/inspectionState.ts';

/** The message above the rows: the verdict, unless a finding states it, and the age of the data. */
export function findingsMessage(state: InspectionState): string {
  const report = lastResult(state)?.report;
  if (report === undefined) return '';
  const { verdict, takenAt, findings } = report;
  const time = timeOfDay(takenAt);
  const age =
    state.kind === 'failed'
      ? l10n.t('Outdated findings from {0}: {1}', time, state.error.message)
      : l10n.t('As of {0}', time);
  const isTold = findings.length > 0 && verdict.severity !== 'healthy' && verdict.severity !== 'unknown';
  return isTold ? age : `${plainLine(verdict.sentence)} ${age}.`;
}
