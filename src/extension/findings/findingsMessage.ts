import { shownLine, timeOfDay } from '../../core/protocol/viewModels.ts';
import { lastResult, type InspectionState } from '../inspection/inspectionState.ts';

/** The message above the rows: the verdict, unless a finding states it, and the age of the data. */
export function findingsMessage(state: InspectionState): string {
  const report = lastResult(state)?.report;
  if (report === undefined) return '';
  const { verdict, takenAt, findings } = report;
  const time = timeOfDay(takenAt);
  const age =
    state.kind === 'failed' ? `Outdated findings from ${time}: ${state.error.message}` : `As of ${time}`;
  const isTold = findings.length > 0 && verdict.severity !== 'healthy' && verdict.severity !== 'unknown';
  return isTold ? age : `${shownLine(verdict.sentence)} ${age}.`;
}
