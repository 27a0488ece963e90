import {
  histogramTime,
  parsePrometheusAnswer,
  pointOf,
  type PrometheusAnswer,
  type PrometheusLabels,
  type PrometheusPoint,
} from './prometheusAnswer.ts';

/** One value of an instant query, at the time of its evaluation. */
export interface VectorSample extends PrometheusPoint {
  readonly labels: PrometheusLabels;
}

/** Parses an answer of `/api/v1/query`. */
export function parsePrometheusVector(text: string): PrometheusAnswer<VectorSample> {
  return parsePrometheusAnswer(text, 'vector', (labels, { value, histogram }) => {
    const time = value === undefined ? histogramTime(histogram) : undefined;
    const point = time === undefined ? pointOf(value) : { time, value: NaN };
    return point && { labels, ...point };
  });
}
