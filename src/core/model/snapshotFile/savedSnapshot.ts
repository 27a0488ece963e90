import type { Outcome } from '../outcome.ts';
import type { SocketOwners } from '../processes.ts';
import type { CollectorChoice, Snapshot } from '../snapshot.ts';

export const snapshotSchema = 'socket-diagnostics/snapshot';
/** See docs/snapshot.md. A change that could break a reader increases it. */
export const snapshotVersion = 2;

/** The contents of a file: all the data that an inspection is based on, so that the same report can be produced anywhere. */
export interface SavedSnapshot {
  readonly snapshot: Snapshot;
  /** The requested collector. */
  readonly requested: CollectorChoice;
  /** The processes that were requested; undefined if none were. */
  readonly owners: Outcome<SocketOwners> | undefined;
}
