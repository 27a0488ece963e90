import type { Cancellation } from '../model/cancellation.ts';
import type { Outcome } from '../model/outcome.ts';
import type { VectorSample } from '../parse/prometheusVector.ts';

/** What the fleet needs of Prometheus' HTTP API. */
export interface PrometheusApi {
  /**
   * The value of an expression now. Partial if Prometheus warns of it. Failure codes: `prometheus-unreachable`,
   * `prometheus-timed-out`, `prometheus-denied`, `prometheus-untrusted`,
   * `prometheus-plain-token`, `prometheus-refused`, `prometheus-garbage`.
   */
  query(expression: string, cancellation: Cancellation): Promise<Outcome<readonly VectorSample[]>>;
}
