import type { Collector } from '../core/collect/collector.ts';
import type { Host } from '../core/collect/host.ts';
import { inspect, type Inspection } from '../core/inspect/inspect.ts';
import type { Cancellation } from '../core/model/cancellation.ts';
import { valueOf, type Outcome } from '../core/model/outcome.ts';
import type { SocketOwners } from '../core/model/processes.ts';
import type { SocketTable } from '../core/model/socketTable.ts';
import type {
  ChildrenParams,
  ChildrenResult,
  InspectParams,
  InspectResult,
} from '../core/protocol/inspection.ts';
import { socketRow } from '../core/report/socketRow.ts';
import { SocketTree, type TreeSelection } from '../core/report/socketTree.ts';

/** A host, and the ways to read its sockets, best first. */
export interface InspectedHost {
  readonly host: Host;
  readonly collectors: readonly Collector[];
}

/** The newest inspection of a host, which the tree's pages are taken from. */
interface Held {
  readonly id: string;
  readonly host: Host;
  readonly inspection: Inspection;
  readonly table: SocketTable | undefined;
  readonly tree: SocketTree | undefined;
}

/** Inspects hosts and keeps the newest snapshot of each: the socket tables live here and nowhere else. */
export class Inspections {
  readonly #hosts: ReadonlyMap<string, InspectedHost>;
  readonly #held = new Map<string, Held>();
  #count = 0;

  constructor(hosts: ReadonlyMap<string, InspectedHost>) {
    this.#hosts = hosts;
  }

  /** Throws `CancelledError` when cancelled, `Error` for a host that there is not. */
  async inspect(
    params: InspectParams,
    cancellation: Cancellation,
    onProgress: (message: string) => void,
  ): Promise<InspectResult> {
    const inspected = this.#hosts.get(params.host);
    if (inspected === undefined) throw new Error(`There is no host “${params.host}”.`);
    const inspection = await inspect({
      ...inspected,
      choice: params.collector,
      cancellation,
      now: Date.now,
      onProgress,
      ...this.#earlier(params.host),
    });
    const id = `${params.host}#${String(++this.#count)}`;
    const table = valueOf(inspection.snapshot.sockets);
    const tree = table && inspection.aggregation && new SocketTree(table, inspection.aggregation);
    this.#held.set(params.host, { id, host: inspected.host, inspection, table, tree });
    const { sockets } = inspection.snapshot;
    return {
      inspection: id,
      report: inspection.report,
      roots: tree?.roots() ?? [],
      ...('problem' in sockets && { unreadable: { kind: sockets.kind, ...sockets.problem } }),
    };
  }

  async children(params: ChildrenParams, cancellation: Cancellation): Promise<ChildrenResult> {
    const held = [...this.#held.values()].find(({ id }) => id === params.inspection);
    const selection = held?.tree?.select(params.parent, params.offset, params.limit);
    if (held?.table === undefined || selection === undefined) return { kind: 'stale' };
    if (selection.kind === 'groups') return { kind: 'page', rows: selection.rows, total: selection.total };
    return this.#socketPage(held, held.table, selection, cancellation);
  }

  /** Only the sockets that are shown are attributed to processes. */
  async #socketPage(
    held: Held,
    table: SocketTable,
    selection: Extract<TreeSelection, { kind: 'sockets' }>,
    cancellation: Cancellation,
  ): Promise<ChildrenResult> {
    const inodes = new Set(selection.rows.map((row) => table.inode[row] ?? 0));
    inodes.delete(0);
    const owners: Outcome<SocketOwners> | undefined =
      inodes.size === 0 ? undefined : await held.host.owners(inodes, cancellation);
    const known = owners && valueOf(owners);
    const lengthMs = held.inspection.report.timeWait.lengthSeconds * 1000;
    const rows = selection.rows.map((row) => socketRow(selection.parent, table, row, known, lengthMs));
    return { kind: 'page', rows, total: selection.total };
  }

  #earlier(host: string) {
    const snapshot = this.#held.get(host)?.inspection.snapshot;
    const counters = snapshot && valueOf(snapshot.counters)?.current;
    return counters === undefined ? {} : { earlier: { counters, takenAt: snapshot?.takenAt ?? 0 } };
  }
}
