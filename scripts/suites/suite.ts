import type { Results } from '../lib/results.ts';

/** A part of `npm test` that can be run alone by its name. */
export interface Suite {
  readonly name: string;
  /** Whether it needs dist/ and the VSIX. */
  readonly needsBuild: boolean;
  /** It takes long, and runs only when it is named. */
  readonly onDemand?: true;
  readonly run: () => Promise<Results>;
}
