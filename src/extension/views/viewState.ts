import { helpsInTerminal } from '../hosts/helpsInTerminal.ts';
import { lastResult, type InspectionState, type ToldError } from '../inspection/inspectionState.ts';
import type { ShownSockets } from './shownSockets.ts';

/**
 * Why the tree is empty, or that it is not: the value of the context key that `viewsWelcome` in `package.json` tests.
 * Each value except `loading` and `ready` has a text and an action there.
 */
export type ViewState =
  | 'idle'
  | 'loading'
  | 'ready'
  | 'empty'
  | 'noMatch'
  | 'notLinux'
  | 'denied'
  | 'unreadable'
  | 'stopped'
  | 'unreachable'
  | 'needsTerminal'
  | 'failed';

/** `shown`: what the tree shows of it, if it is filtered. */
export function viewStateOf(state: InspectionState, shown?: ShownSockets): ViewState {
  const result = lastResult(state);
  if (result === undefined) return withoutResult(state);
  if (result.unreadable !== undefined) {
    const { platform } = result.report.host;
    if (platform !== undefined && platform !== 'linux') return 'notLinux';
    return result.unreadable.kind === 'denied' ? 'denied' : 'unreadable';
  }
  if (result.roots.length === 0) return 'empty';
  return shown?.filtered?.matched === 0 ? 'noMatch' : 'ready';
}

function withoutResult(state: InspectionState): ViewState {
  switch (state.kind) {
    case 'none':
      return 'idle';
    case 'failed':
      return failedState(state.error);
    case 'running':
    case 'done':
      return 'loading';
  }
}

function failedState({ code, problem }: ToldError): ViewState {
  if (problem !== undefined) return helpsInTerminal(problem.code) ? 'needsTerminal' : 'unreachable';
  return code === 'server-stopped' ? 'stopped' : 'failed';
}
