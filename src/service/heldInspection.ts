import type { Host } from '../core/collect/host.ts';
import type { Inspection } from '../core/inspect/inspect.ts';
import { hasOrphanedFinWait } from '../core/aggregate/orphanedFinWait.ts';
import { valueOf } from '../core/model/outcome.ts';
import type { SocketTable } from '../core/model/socketTable.ts';
import { HeldSockets } from './heldSockets.ts';

/** An inspection whose table is kept. */
export class HeldInspection {
  readonly id: string;
  /** The host's id (core/model/hostId.ts). */
  readonly host: string;
  readonly inspection: Inspection;
  /** Undefined if the sockets could not be read. */
  readonly table: SocketTable | undefined;
  /** Undefined if the sockets could not be read. */
  readonly sockets: HeldSockets | undefined;
  /** Whether the kernel's count of TIME_WAIT has orphans in FIN_WAIT2 in it. */
  readonly hasOrphans: boolean;

  constructor(id: string, place: string, host: Host | undefined, inspection: Inspection) {
    this.id = id;
    this.host = place;
    this.inspection = inspection;
    const table = valueOf(inspection.snapshot.sockets);
    this.table = table;
    const { aggregation } = inspection;
    this.hasOrphans = table !== undefined && hasOrphanedFinWait(table);
    this.sockets = table && aggregation && new HeldSockets(place, host, inspection, table, aggregation);
  }
}
