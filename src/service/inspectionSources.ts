import type { Repository } from '../core/formats/repositoryFacts.ts';
import type { Inspection } from '../core/inspect/inspect.ts';
import type { Place } from '../core/collect/place.ts';
import type { Cancellation } from '../core/model/cancellation.ts';
import type { CauseSite, SearchFailure } from '../core/protocol/causes.ts';
import type { Report } from '../core/report/report.ts';

/** What can be inspected, by id. */
export interface Places {
  get(id: string): Place | undefined;
}

/** What sockets are compared with: the newest inspection of any host. */
export interface LiveEvidence {
  readonly inspection: Inspection;
  readonly place: Place;
}

export interface ReportWithSites {
  readonly report: Report;
  readonly sites: readonly CauseSite[];
  /** The scan of the workspace was not over in time: there may be more lines. */
  readonly isStillScanning?: true;
  /** Why lines are missing. */
  readonly searchFailure?: SearchFailure;
}

/** Finds the lines that cause what was found. */
export interface Causes {
  begin(): Promise<void>;
  explain(
    report: Report,
    live: LiveEvidence,
    cancellation: Cancellation,
    onProgress: (message: string) => void,
  ): Promise<ReportWithSites>;
}

/** Reads what the files of the workspace say together. */
export interface RepositoryReader {
  get(): Promise<Repository>;
  filesChanged(): void;
}
