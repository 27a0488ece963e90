import type { Host } from '../core/collect/host.ts';
import type { Inspection } from '../core/inspect/inspect.ts';
import type { Cancellation } from '../core/model/cancellation.ts';
import { ok, valueOf, type Outcome } from '../core/model/outcome.ts';
import type { SocketOwners } from '../core/model/processes.ts';
import type { SocketTable } from '../core/model/socketTable.ts';

/** The owners of the sockets of an inspection. Only owners that are shown or requested are looked up. */
export class HeldOwners {
  readonly #host: Host | undefined;
  readonly #table: SocketTable;
  /** All owners that can be known: those in a saved inspection, or those named by the source. */
  readonly #named: Outcome<SocketOwners> | undefined;
  /** The owners that an inspection found for its report. */
  readonly #found: SocketOwners;
  #all: Outcome<SocketOwners> | undefined;

  constructor(host: Host | undefined, { knowsOwners, owners }: Inspection, table: SocketTable) {
    this.#host = host;
    this.#table = table;
    const isComplete = knowsOwners || host === undefined;
    this.#named = isComplete ? (owners ?? ok(new Map())) : undefined;
    this.#found = (owners && valueOf(owners)) ?? new Map();
  }

  /** Known owners, without looking up more. */
  get known(): SocketOwners {
    return (this.#all && valueOf(this.#all)) ?? this.#found;
  }

  async of(rows: Iterable<number>, cancellation: Cancellation): Promise<SocketOwners | undefined> {
    const inodes = this.#inodesOf(rows);
    return inodes.size === 0 ? undefined : valueOf(await this.#ask(inodes, cancellation));
  }

  /** Owners of all sockets. Reads every descriptor of every process, once. */
  async all(cancellation: Cancellation): Promise<Outcome<SocketOwners>> {
    const inodes = this.#inodesOf(this.#table.inode.keys());
    return (this.#all ??= await this.#ask(inodes, cancellation));
  }

  #ask(inodes: ReadonlySet<number>, cancellation: Cancellation): Promise<Outcome<SocketOwners>> {
    const known = this.#named ?? this.#all;
    if (known !== undefined || this.#host === undefined) return Promise.resolve(known ?? ok(new Map()));
    return this.#host.owners(inodes, cancellation);
  }

  #inodesOf(rows: Iterable<number>): ReadonlySet<number> {
    const inodes = new Set<number>();
    for (const row of rows) inodes.add(this.#table.inode[row] ?? 0);
    inodes.delete(0);
    return inodes;
  }
}
