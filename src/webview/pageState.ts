import type { Report } from '../core/protocol/viewModels.ts';
import type { GuideTitles } from '../core/protocol/webview.ts';

/** Everything that is drawn; replaced as a whole by each message. */
export interface PageState {
  /** What the user calls the host. */
  readonly label: string;
  /** Absent until there are figures. */
  readonly report?: Report;
  readonly guideTitles: GuideTitles;
  /** The host may be changed from here. */
  readonly canChange: boolean;
  /** What is being done, while something is. */
  readonly busy?: Busy;
  readonly failure?: PageFailure;
}

export interface Busy {
  readonly message: string;
  readonly canCancel: boolean;
}

export interface PageFailure {
  readonly message: string;
  readonly nextStep: string;
}
