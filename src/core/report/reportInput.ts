import type { Aggregation } from '../aggregate/aggregation.ts';
import type { Outcome } from '../model/outcome.ts';
import type { SocketOwners } from '../model/processes.ts';
import type { CollectorChoice, Snapshot } from '../model/snapshot.ts';
import type { Judgement } from '../rules/evaluate.ts';

/** The input for a report. */
export interface ReportInput {
  readonly snapshot: Snapshot;
  readonly requested: CollectorChoice;
  /** Undefined if the sockets could not be read. */
  readonly aggregation: Aggregation | undefined;
  /** Undefined if no processes were requested. */
  readonly owners: Outcome<SocketOwners> | undefined;
  readonly judgement: Judgement;
}
