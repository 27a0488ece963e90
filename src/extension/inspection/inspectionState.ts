import type { InspectResult } from '../../core/protocol/inspection.ts';
import type { UserError } from '../errors.ts';

/** The error to show for a failure. */
export type ToldError = Pick<UserError, 'code' | 'message' | 'nextStep' | 'problem'>;

/** What is known about the host. `previous` is older data. */
export type InspectionState =
  | { readonly kind: 'none' }
  /** `isQuiet`: only a timer requested it. */
  | { readonly kind: 'running'; readonly isQuiet: boolean; readonly previous?: InspectResult }
  | { readonly kind: 'done'; readonly result: InspectResult }
  | { readonly kind: 'failed'; readonly error: ToldError; readonly previous?: InspectResult };

/** The figures to show: the current ones, or older ones if there are none. */
export function lastResult(state: InspectionState): InspectResult | undefined {
  switch (state.kind) {
    case 'none':
      return undefined;
    case 'done':
      return state.result;
    case 'running':
    case 'failed':
      return state.previous;
  }
}
