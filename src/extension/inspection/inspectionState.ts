import type { InspectResult } from '../../core/protocol/inspection.ts';
import type { UserError } from '../errors.ts';

/** What the user is told about a failure. */
export type ToldError = Pick<UserError, 'code' | 'message' | 'nextStep' | 'problem'>;

/** What is known of the host. `previous` is what was known before and is now old. */
export type InspectionState =
  | { readonly kind: 'none' }
  /** `isQuiet`: nobody asked for it but a timer. */
  | { readonly kind: 'running'; readonly isQuiet: boolean; readonly previous?: InspectResult }
  | { readonly kind: 'done'; readonly result: InspectResult }
  | { readonly kind: 'failed'; readonly error: ToldError; readonly previous?: InspectResult };

/** The figures to show: of now, or from before where there are none of now. */
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
