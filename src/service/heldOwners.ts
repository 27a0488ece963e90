import type { Host } from '../core/collect/host.ts';
import type { Inspection } from '../core/inspect/inspect.ts';
import { CancelledError, isCancelled, type Cancellation } from '../core/model/cancellation.ts';
import { ok, problemsOf, valueOf, withProblems, type Outcome } from '../core/model/outcome.ts';
import { heldInodes } from '../core/model/heldInodes.ts';
import { joinedOwners, type SocketOwners } from '../core/model/processes.ts';
import { SeededSet } from '../core/model/seededMap.ts';
import { transportOf, type SocketTable } from '../core/model/socketTable.ts';

/** The owners of the sockets of an inspection. Only owners that are shown or requested are looked up. */
export class HeldOwners {
  readonly #host: Host | undefined;
  readonly #tables: readonly SocketTable[];
  /** All owners of TCP sockets that can be known: those in a saved inspection, or those named by the source. */
  readonly #named: Outcome<SocketOwners> | undefined;
  /** The owners that an inspection found for its report. */
  readonly #found: SocketOwners;
  #all: Outcome<SocketOwners> | undefined;
  /** What looks for all owners: whoever asks meanwhile waits for it, too. */
  #reading: Promise<Outcome<SocketOwners>> | undefined;

  constructor(host: Host | undefined, { knowsOwners, owners }: Inspection, tables: readonly SocketTable[]) {
    this.#host = host;
    this.#tables = tables;
    const isComplete = knowsOwners || host === undefined;
    this.#named = isComplete ? (owners ?? ok(new Map())) : undefined;
    this.#found = (owners && valueOf(owners)) ?? new Map();
  }

  /** Known owners, without looking up more. */
  get known(): SocketOwners {
    return (this.#all && valueOf(this.#all)) ?? this.#found;
  }

  /** Undefined if none of these rows can have an owner, or none can be read. */
  async of(
    table: SocketTable,
    rows: Iterable<number>,
    cancellation: Cancellation,
  ): Promise<SocketOwners | undefined> {
    const inodes = heldInodes(table, rows);
    if (inodes.size === 0) return undefined;
    const known = this.#all ?? (this.#names(table) ? this.#named : undefined);
    if (known !== undefined || this.#host === undefined) return known && valueOf(known);
    return valueOf(await this.#host.owners(inodes, cancellation));
  }

  /** Owners of all sockets. Reads every descriptor of every process, once. */
  async all(cancellation: Cancellation): Promise<Outcome<SocketOwners>> {
    const reading = (this.#reading ??= this.#everything(cancellation));
    try {
      return (this.#all = await reading);
    } catch (error) {
      if (this.#reading === reading) this.#reading = undefined;
      if (!(error instanceof CancelledError) || isCancelled(cancellation)) throw error;
      // Another request, whose reading this was, is over.
      return this.all(cancellation);
    }
  }

  async #everything(cancellation: Cancellation): Promise<Outcome<SocketOwners>> {
    const named = this.#named ?? ok<SocketOwners>(new Map());
    const unnamed = this.#tables.filter((table) => !this.#names(table));
    const inodes = new SeededSet();
    for (const table of unnamed) heldInodes(table, undefined, inodes);
    if (inodes.size === 0 || this.#host === undefined) return named;
    const found = await this.#host.owners(inodes, cancellation);
    if (this.#named === undefined) return found;
    return withProblems(joinedOwners(valueOf(named), valueOf(found)), [
      ...problemsOf(named),
      ...problemsOf(found),
    ]);
  }

  #names(table: SocketTable): boolean {
    return this.#named !== undefined && transportOf(table) === 'tcp';
  }
}
