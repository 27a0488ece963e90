import type { Collector } from '../core/collect/collector.ts';
import type { Host } from '../core/collect/host.ts';
import { inspect } from '../core/inspect/inspect.ts';
import { readLevel, type Level } from '../core/inspect/readLevel.ts';
import type { Cancellation } from '../core/model/cancellation.ts';
import { valueOf } from '../core/model/outcome.ts';
import type {
  ChildrenParams,
  ChildrenResult,
  FilterParams,
  FilterResult,
  InspectParams,
  InspectResult,
  LevelParams,
  LevelResult,
} from '../core/protocol/inspection.ts';
import { HeldInspection } from './heldInspection.ts';

/** A host, and the ways to read its sockets, best first. */
export interface InspectedHost {
  readonly host: Host;
  readonly collectors: readonly Collector[];
}

/** Inspects hosts and keeps the newest inspection of each: the socket tables live here and nowhere else. */
export class Inspections {
  readonly #hosts: ReadonlyMap<string, InspectedHost>;
  readonly #held = new Map<string, HeldInspection>();
  readonly #levels = new Map<string, Level>();
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
    const inspected = this.#host(params.host);
    const inspection = await inspect({
      ...inspected,
      choice: params.collector,
      cancellation,
      now: Date.now,
      onProgress,
      ...this.#earlier(params.host),
    });
    const held = new HeldInspection(`${params.host}#${String(++this.#count)}`, inspected.host, inspection);
    this.#held.set(params.host, held);
    const { sockets } = inspection.snapshot;
    return {
      inspection: held.id,
      report: inspection.report,
      roots: held.tree?.roots() ?? [],
      ...('problem' in sockets && { unreadable: { kind: sockets.kind, ...sockets.problem } }),
    };
  }

  async children(params: ChildrenParams, cancellation: Cancellation): Promise<ChildrenResult> {
    return (await this.#find(params.inspection)?.children(params, cancellation)) ?? { kind: 'stale' };
  }

  async filter(params: FilterParams, cancellation: Cancellation): Promise<FilterResult> {
    return (await this.#find(params.inspection)?.filter(params.filter, cancellation)) ?? { kind: 'stale' };
  }

  async level(params: LevelParams, cancellation: Cancellation): Promise<LevelResult> {
    const { host } = this.#host(params.host);
    const level = await readLevel(host, Date.now, this.#levels.get(params.host), cancellation);
    this.#levels.set(params.host, level);
    const { timeWait, createdPerSecond, overflowed } = level;
    return {
      ...(timeWait !== undefined && { timeWait }),
      ...(createdPerSecond !== undefined && { createdPerSecond }),
      ...(overflowed !== undefined && { overflowed }),
    };
  }

  #host(id: string): InspectedHost {
    const inspected = this.#hosts.get(id);
    if (inspected === undefined) throw new Error(`There is no host “${id}”.`);
    return inspected;
  }

  #find(inspection: string): HeldInspection | undefined {
    return [...this.#held.values()].find(({ id }) => id === inspection);
  }

  #earlier(host: string) {
    const snapshot = this.#held.get(host)?.inspection.snapshot;
    const counters = snapshot && valueOf(snapshot.counters)?.current;
    return snapshot === undefined || counters === undefined
      ? {}
      : { earlier: { counters, takenAt: snapshot.takenAt } };
  }
}
