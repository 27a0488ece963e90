import type { InspectionState } from '../inspection/inspectionState.ts';

/** The condition of a host, as shown by its icon. */
export type HostCondition =
  | 'unknown'
  | 'running'
  | 'healthy'
  | 'warning'
  | 'error'
  /** It answered, but its sockets could not be read. */
  | 'unreadable'
  /** It did not answer, or the inspection failed. */
  | 'failed';

export function hostCondition(state: InspectionState): HostCondition {
  switch (state.kind) {
    case 'none':
      return 'unknown';
    case 'running':
      return 'running';
    case 'failed':
      return 'failed';
    case 'done': {
      if (state.result.unreadable !== undefined) return 'unreadable';
      const { severity } = state.result.report.verdict;
      return severity === 'error' || severity === 'warning' ? severity : 'healthy';
    }
  }
}
