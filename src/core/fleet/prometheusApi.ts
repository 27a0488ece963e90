import type { Cancellation } from '../model/cancellation.ts';
import type { Outcome } from '../model/outcome.ts';
import type { RangeSeries } from '../parse/prometheusMatrix.ts';
import type { VectorSample } from '../parse/prometheusVector.ts';

/** The times of a range query, in seconds since 1970. */
export interface TimeRange {
  readonly start: number;
  readonly end: number;
  /** Between two values, in seconds. */
  readonly step: number;
}

/**
 * What the fleet needs of Prometheus' HTTP API. An answer is partial if Prometheus warns of it. Failure codes:
 * `prometheus-unreachable`, `prometheus-timed-out`, `prometheus-denied`, `prometheus-untrusted`, `prometheus-plain-token`,
 * `prometheus-refused`, `prometheus-garbage`.
 */
export interface PrometheusApi {
  /** The value of an expression now. */
  query(expression: string, cancellation: Cancellation): Promise<Outcome<readonly VectorSample[]>>;
  /** The values of an expression over time. */
  queryRange(
    expression: string,
    range: TimeRange,
    cancellation: Cancellation,
  ): Promise<Outcome<readonly RangeSeries[]>>;
}
