import {
  Counter,
  Gauge,
  openMetricsContentType,
  type OpenMetricsContentType,
  prometheusContentType,
  Registry,
} from 'prom-client';
import { metricDescriptions, type Metric, type MetricDescription } from '../../core/metrics/metric.ts';

/** OpenMetrics, or the older text format, which node_exporter's textfile collector reads. */
export type ExpositionFormat = 'openmetrics' | 'text';

export const contentTypes: Readonly<Record<ExpositionFormat, string>> = {
  openmetrics: openMetricsContentType,
  text: prometheusContentType,
};

/** Writes metrics as text. A metric without samples is left out. */
export async function exposition(metrics: readonly Metric[], format: ExpositionFormat): Promise<string> {
  const registry = registryOf(format);
  for (const { name, samples } of metrics) {
    if (samples.length === 0) continue;
    const { type, help, labels }: MetricDescription = metricDescriptions[name];
    const configuration = { name, help, labelNames: [...labels], registers: [registry] };
    if (type === 'gauge') {
      const gauge = new Gauge(configuration);
      for (const sample of samples) gauge.set(sample.labels, sample.value);
    } else {
      const counter = new Counter(configuration);
      for (const sample of samples) counter.inc(sample.labels, sample.value);
    }
  }
  return registry.metrics();
}

function registryOf(format: ExpositionFormat): Registry | Registry<OpenMetricsContentType> {
  if (format === 'text') return new Registry();
  const registry = new Registry<OpenMetricsContentType>();
  registry.setContentType(openMetricsContentType);
  return registry;
}
