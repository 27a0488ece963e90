import type { Host } from '../core/collect/host.ts';
import type { Inspection } from '../core/inspect/inspect.ts';
import { valueOf } from '../core/model/outcome.ts';
import { HeldSockets } from './heldSockets.ts';

/** An inspection whose table is kept. */
export class HeldInspection {
  readonly id: string;
  readonly inspection: Inspection;
  /** Undefined if they could not be read. */
  readonly sockets: HeldSockets | undefined;

  constructor(id: string, place: string, host: Host | undefined, inspection: Inspection) {
    this.id = id;
    this.inspection = inspection;
    const table = valueOf(inspection.snapshot.sockets);
    const { aggregation } = inspection;
    this.sockets = table && aggregation && new HeldSockets(place, host, inspection, table, aggregation);
  }
}
