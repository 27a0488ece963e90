import { EndTotals } from '../../core/metrics/endTotals.ts';
import { HostMetrics } from '../../core/metrics/hostMetrics.ts';
import { single, type Metric } from '../../core/metrics/metric.ts';
import { EndListening } from '../../core/inspect/endListening.ts';
import { earlierOf, type Inspection } from '../../core/inspect/inspect.ts';
import { valueOf } from '../../core/model/outcome.ts';
import { TcpState } from '../../core/model/tcpState.ts';
import { isHost, type Place } from '../../core/collect/place.ts';
import { inspectPlace } from '../../host/inspectPlace.ts';
import { steadyClock } from '../../host/steadyClock.ts';

/** After so many intervals without a new inspection, the last one tells nothing about now. */
const staleAfter = 3;

type InspectionResult = 'complete' | 'partial' | 'failed';

/** Inspects a place again and again, and has the metrics of the last inspection. */
export class RepeatedInspection {
  readonly #place: Place;
  readonly #intervalMs: number;
  readonly #metrics: HostMetrics;
  readonly #totals = new EndTotals();
  readonly #results: Record<InspectionResult, number> = { complete: 0, partial: 0, failed: 0 };
  #listening: EndListening | undefined;
  #last:
    { readonly inspection: Inspection; readonly metrics: readonly Metric[]; readonly at: number } | undefined;

  constructor(place: Place, intervalSeconds: number, top: number) {
    this.#place = place;
    this.#intervalMs = intervalSeconds * 1000;
    this.#metrics = new HostMetrics(top);
  }

  /** Goes on until it is stopped. @param onInspected called after each inspection, with the error of one that broke off. */
  async run(stop: AbortSignal, onInspected: (error: unknown) => Promise<void>): Promise<void> {
    const relief = setInterval(() => this.#listening?.relieve(), 1000);
    try {
      for (let next = steadyClock.now(); !stop.aborted; next = Math.max(next, steadyClock.now())) {
        await onInspected(await this.#inspect(stop));
        next += this.#intervalMs;
        await pauseUntil(next, stop);
      }
    } finally {
      clearInterval(relief);
      await this.#listening?.stop();
    }
  }

  /** What is known now. What an inspection showed too long ago is left out. */
  metrics(): readonly Metric[] {
    const last = this.#last;
    const isStale = last === undefined || steadyClock.now() - last.at > this.#intervalMs * staleAfter;
    return [
      ...(isStale ? [] : last.metrics),
      ...this.#totals.metrics(),
      {
        name: 'socket_diagnostics_inspections_total',
        samples: Object.entries(this.#results).map(([result, value]) => ({ labels: { result }, value })),
      },
      ...single('socket_diagnostics_inspection_interval_seconds', this.#intervalMs / 1000),
      ...single(
        'socket_diagnostics_inspection_duration_seconds',
        last && last.inspection.snapshot.elapsedMs / 1000,
      ),
      ...single(
        'socket_diagnostics_inspection_timestamp_seconds',
        last && (last.inspection.snapshot.takenAt + last.inspection.snapshot.elapsedMs) / 1000,
      ),
    ];
  }

  /** Gives an error that should not be: what was known before grows stale. */
  async #inspect(stop: AbortSignal): Promise<unknown> {
    const listening = this.#listen();
    try {
      const inspection = await inspectPlace(this.#place, {
        choice: 'auto',
        cancellation: stop,
        now: Date.now,
        onProgress: () => undefined,
        holdersOf: [TcpState.CLOSE_WAIT],
        ...(listening && { listening }),
        ...earlierOf(this.#last?.inspection),
      });
      const { connections } = inspection.snapshot;
      const heard = connections && valueOf(connections);
      if (heard !== undefined) this.#totals.add(heard);
      this.#results[resultOf(inspection)]++;
      this.#last = { inspection, metrics: this.#metrics.of(inspection), at: steadyClock.now() };
      return undefined;
    } catch (error) {
      if (stop.aborted) return undefined;
      this.#results.failed++;
      return error;
    }
  }

  /** Listens, again if it has failed. */
  #listen(): EndListening | undefined {
    if (!isHost(this.#place) || this.#place.ends?.format.kind !== 'sock_diag') return undefined;
    if (this.#listening === undefined || this.#listening.stopping.aborted)
      this.#listening = new EndListening(this.#place.ends, steadyClock.now);
    return this.#listening;
  }
}

/** Connections that could not be listened to only lack what is added to the rest. */
function resultOf({ report, snapshot }: Inspection): InspectionResult {
  if (report.sockets === undefined) return 'failed';
  const read = [snapshot.facts, snapshot.sockets, snapshot.counters, snapshot.parameters];
  return read.every(({ kind }) => kind === 'ok') ? 'complete' : 'partial';
}

function pauseUntil(time: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      stop.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, Math.max(0, time - steadyClock.now()));
    stop.addEventListener('abort', end);
    if (stop.aborted) end();
  });
}
