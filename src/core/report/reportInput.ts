import type { Aggregation } from '../aggregate/aggregation.ts';
import type { Outcome } from '../model/outcome.ts';
import type { SocketOwners } from '../model/processes.ts';
import type { CollectorChoice, Snapshot } from '../model/snapshot.ts';
import type { Judgement } from '../rules/evaluate.ts';

/** What a report is made of. */
export interface ReportInput {
  readonly snapshot: Snapshot;
  readonly requested: CollectorChoice;
  /** Undefined if the sockets could not be read. */
  readonly aggregation: Aggregation | undefined;
  /** Undefined where no process was asked for. */
  readonly owners: Outcome<SocketOwners> | undefined;
  readonly judgement: Judgement;
}
