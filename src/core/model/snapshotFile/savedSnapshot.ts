import type { Outcome } from '../outcome.ts';
import type { SocketOwners } from '../processes.ts';
import type { CollectorChoice, Snapshot } from '../snapshot.ts';

export const snapshotSchema = 'socket-diagnostics/snapshot';
/** docs/snapshot.md describes it; a change that a reader could stumble over raises it. */
export const snapshotVersion = 1;

/** What a file holds: all that an inspection rests on, so that the same report can be made again anywhere. */
export interface SavedSnapshot {
  readonly snapshot: Snapshot;
  /** The collector that was asked for. */
  readonly requested: CollectorChoice;
  /** The processes as far as they were asked for; undefined where they were not. */
  readonly owners: Outcome<SocketOwners> | undefined;
}
