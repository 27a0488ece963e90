import { earlierOf, lookFurther, type Inspection } from '../core/inspect/inspect.ts';
import { cannotBeExact, watchConnections, type Pacing } from '../core/inspect/watchConnections.ts';
import { readLevel, type Level } from '../core/inspect/readLevel.ts';
import type { Cancellation } from '../core/model/cancellation.ts';
import { localHost } from '../core/model/hostId.ts';
import { problemsOf, valueOf, type Outcome } from '../core/model/outcome.ts';
import { SpareRows } from '../core/model/spareRows.ts';
import { readingTable } from '../core/model/tableReaders.ts';
import type { WatchedConnections } from '../core/model/watched.ts';
import type {
  InspectParams,
  InspectResult,
  LevelParams,
  LevelResult,
  LookFurtherParams,
  LookFurtherResult,
} from '../core/protocol/inspection.ts';
import type { WatchParams, WatchResult } from '../core/protocol/watch.ts';
import { isHost, type Place } from '../core/collect/place.ts';
import { inspectPlaceWith, type PlaceReading } from '../core/inspect/inspectPlaceWith.ts';
import { HeldInspection } from './heldInspection.ts';
import type { Causes, Places, RepositoryReader } from './inspectionSources.ts';
import { cannotBeWatched, progressText } from './watching.ts';
import { invalidParams } from './requests.ts';
import { usualWaitMs, within } from './within.ts';

/** How long the counters are watched when a host is inspected for the first time, as on the command line. */
const furtherMs = 1000;

/** What inspections need of where the server runs: saved inspections, and its steady clock. */
export type InspectionPorts = PlaceReading & Pick<Pacing, 'pause'>;

/** Inspects hosts and keeps the newest inspection of each: the socket tables live here and nowhere else. */
export class HeldInspections {
  readonly #places: Places;
  readonly #ports: InspectionPorts;
  readonly #causes: Causes | undefined;
  readonly #repository: Pick<RepositoryReader, 'get'> | undefined;
  readonly #longestWaitMs: number;
  readonly #held = new Map<string, HeldInspection>();
  readonly #levels = new Map<string, Level>();
  /** Those that were judged a second time, whose rows may still be shown: they share the sockets of the newest. */
  readonly #first = new Map<string, HeldInspection>();
  /** The memory of the table before the newest, of each host. */
  readonly #spare = new Map<string, SpareRows>();
  /** Connections that were watched, for the next inspection. */
  readonly #watched = new Map<string, Outcome<WatchedConnections>>();
  #count = 0;

  /** @param longestWaitMs how long an inspection waits for the files of the workspace, in milliseconds */
  constructor(
    places: Places,
    ports: InspectionPorts,
    causes?: Causes,
    repository?: Pick<RepositoryReader, 'get'>,
    longestWaitMs = usualWaitMs,
  ) {
    this.#places = places;
    this.#ports = ports;
    this.#longestWaitMs = longestWaitMs;
    this.#repository = repository;
    this.#causes = causes;
  }

  /** Throws `CancelledError` if cancelled, `Error` for an unknown host. */
  async inspect(
    params: InspectParams,
    cancellation: Cancellation,
    onProgress: (message: string) => void,
  ): Promise<InspectResult> {
    const place = this.#place(params.host);
    const watched = this.#watched.get(params.host);
    // Files are scanned while the sockets are read; explain() reports failures.
    this.#causes?.begin().catch(() => undefined);
    const servicePorts = this.#servicePorts(params.host, cancellation);
    const spare = this.#spareOf(params.host);
    const inspection = await inspectPlaceWith(this.#ports, place, {
      choice: params.collector,
      cancellation,
      now: Date.now,
      onProgress,
      spare,
      ...earlierOf(this.#held.get(params.host)?.inspection),
      ...(watched && { watched }),
      ...servicePorts,
    });
    // One that has ended meanwhile is for the next inspection.
    if (this.#watched.get(params.host) === watched) this.#watched.delete(params.host);
    const held = this.#newHeld(params.host, place, inspection);
    // While a host cannot be reached, its previous rows are still shown, marked as old.
    if (held.sockets !== undefined || !this.#held.has(params.host)) {
      const old = this.#held.get(params.host)?.table;
      this.#held.set(params.host, held);
      this.#first.delete(params.host);
      if (old !== undefined) spare.put(old);
    }
    const result = await readingTable(held.table, () =>
      this.#resultOf(held, place, cancellation, onProgress),
    );
    const canLookFurther = watched === undefined && isHost(place) && isReadOnce(inspection);
    return { ...result, ...(canLookFurther && { canLookFurther }) };
  }

  /** Throws `CancelledError` if cancelled. */
  async lookFurther(
    { inspection: id }: LookFurtherParams,
    cancellation: Cancellation,
  ): Promise<LookFurtherResult> {
    return this.read(id, (first) => this.#lookFurther(first, cancellation));
  }

  async #lookFurther(
    first: HeldInspection | undefined,
    cancellation: Cancellation,
  ): Promise<LookFurtherResult> {
    const place = first && this.#places.get(first.host);
    if (first === undefined || place === undefined || !isHost(place)) return { kind: 'stale' };
    const inspection = await lookFurther(first.inspection, {
      ...place,
      choice: first.inspection.requested,
      cancellation,
      now: Date.now,
      steadyNow: this.#ports.steadyNow,
      onProgress: () => undefined,
      twice: { intervalMs: furtherMs, wait: this.#ports.pause },
      ...this.#servicePorts(first.host, cancellation),
    });
    if (inspection === undefined || this.#held.get(first.host) !== first) return { kind: 'stale' };
    const held = this.#newHeld(first.host, place, inspection);
    this.#held.set(first.host, held);
    this.#first.set(first.host, first);
    return { kind: 'judged', result: await this.#resultOf(held, place, cancellation, () => undefined) };
  }

  #newHeld(host: string, place: Place, inspection: Inspection): HeldInspection {
    const id = `${host}#${String(++this.#count)}`;
    return new HeldInspection(id, host, isHost(place) ? place.host : undefined, inspection);
  }

  async #resultOf(
    held: HeldInspection,
    place: Place,
    cancellation: Cancellation,
    onProgress: (message: string) => void,
  ): Promise<InspectResult> {
    const { inspection } = held;
    const { sockets } = inspection.snapshot;
    const explained = await this.#causes?.explain(
      inspection.report,
      { inspection, place },
      cancellation,
      onProgress,
    );
    return {
      inspection: held.id,
      report: explained?.report ?? inspection.report,
      ...(explained !== undefined && { sites: explained.sites }),
      ...(explained?.isStillScanning === true && { isStillScanning: true }),
      ...(explained?.searchFailure !== undefined && { searchFailure: explained.searchFailure }),
      roots: held.sockets?.roots() ?? [],
      ...('problem' in sockets && { unreadable: { kind: sockets.kind, ...sockets.problem } }),
    };
  }

  /**
   * Answers from an inspection, whose memory is used for no other one meanwhile: so nobody keeps it any longer. Undefined if it
   * is no longer held.
   */
  read<T>(inspection: string, answer: (held: HeldInspection | undefined) => Promise<T>): Promise<T> {
    const held = [...this.#held.values(), ...this.#first.values()].find(({ id }) => id === inspection);
    return readingTable(held?.table, () => answer(held));
  }

  #spareOf(host: string): SpareRows {
    const known = this.#spare.get(host) ?? new SpareRows();
    this.#spare.set(host, known);
    return known;
  }

  async level(params: LevelParams, cancellation: Cancellation): Promise<LevelResult> {
    const place = this.#place(params.host);
    if (!isHost(place)) return {};
    const held = this.#held.get(params.host);
    const kernel = held && valueOf(held.inspection.snapshot.facts)?.kernel;
    const earlier = this.#levels.get(params.host);
    const level = await readLevel(place.host, this.#ports.steadyNow, earlier, kernel, cancellation);
    this.#levels.set(params.host, level);
    const { timeWait, createdPerSecond, overflowed } = level;
    return {
      ...(timeWait !== undefined && { timeWait }),
      ...(held?.hasOrphans === true && { hasOrphans: true }),
      ...(createdPerSecond !== undefined && { createdPerSecond }),
      ...(overflowed !== undefined && { overflowed }),
    };
  }

  /** Listens until the time is over or it is cancelled: both are the normal end. */
  async watch(
    { host, seconds, exact = false }: WatchParams,
    until: Cancellation,
    onProgress: (message: string) => void,
  ): Promise<WatchResult> {
    const place = this.#place(host);
    const source = isHost(place) ? place.ends : undefined;
    if (!isHost(place) || source === undefined) return { kind: 'failed', problem: cannotBeWatched };
    const { changes } = place;
    if (exact && changes === undefined) return { kind: 'failed', problem: cannotBeExact };
    const outcome = await watchConnections({
      now: this.#ports.steadyNow,
      pause: this.#ports.pause,
      source,
      host: place.host,
      until,
      ...(seconds !== undefined && { seconds }),
      ...(exact && changes && { exact: changes }),
      onProgress: (progress) => {
        onProgress(progressText(progress, seconds));
      },
    });
    const value = valueOf(outcome);
    if (value === undefined) return { kind: 'failed', problem: problemsOf(outcome)[0] ?? cannotBeWatched };
    this.#watched.set(host, outcome);
    return { kind: 'watched', seconds: value.seconds, ended: value.ended, lost: value.lost };
  }

  /** Drops all data about a host. */
  forget(host: string): void {
    this.#held.delete(host);
    this.#first.delete(host);
    this.#spare.delete(host);
    this.#levels.delete(host);
    this.#watched.delete(host);
  }

  #place(id: string): Place {
    const place = this.#places.get(id);
    if (place === undefined)
      throw invalidParams(`The field “host” must be the id of a host; “${id}” is not.`);
    return place;
  }

  /** Begins to read the files of the window, which declare ports of its own machine and of no other network namespace. */
  #servicePorts(host: string, cancellation: Cancellation) {
    const repository = this.#repository;
    if (repository === undefined || host !== localHost) return {};
    const reading = repository.get();
    return {
      servicePorts: async () => {
        const answer = await within(this.#longestWaitMs, reading, cancellation);
        return answer.kind === 'done' ? answer.value : undefined;
      },
    };
  }
}

function isReadOnce({ snapshot }: Inspection): boolean {
  const readings = valueOf(snapshot.counters);
  return readings !== undefined && readings.previous === undefined;
}
