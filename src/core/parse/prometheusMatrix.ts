import {
  histogramTime,
  parsePrometheusAnswer,
  pointOf,
  type PrometheusAnswer,
  type PrometheusLabels,
  type PrometheusPoint,
} from './prometheusAnswer.ts';

/** The values of one series over a range of time. A step without a value has no point. */
export interface RangeSeries {
  readonly labels: PrometheusLabels;
  /** In the order of time. */
  readonly points: readonly PrometheusPoint[];
}

/** Parses an answer of `/api/v1/query_range`. */
export function parsePrometheusMatrix(text: string): PrometheusAnswer<RangeSeries> {
  return parsePrometheusAnswer(text, 'matrix', (labels, { values: floats, histograms }) => {
    const isDocumented =
      histograms === undefined ||
      (Array.isArray(histograms) && histograms.every((one) => histogramTime(one) !== undefined));
    // A series may have values, histograms, or both.
    const values = floats === undefined && histograms !== undefined ? [] : floats;
    if (!Array.isArray(values) || !isDocumented) return undefined;
    const points = values.map(pointOf);
    return points.every((point) => point !== undefined) ? { labels, points } : undefined;
  });
}
