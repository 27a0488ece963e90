import type { ReportParameter } from '../report/reportParameters.ts';
import type { Metric, Sample } from './metric.ts';
import { mostParameters } from './seriesLimits.ts';

/** What the kernel counts, computes or splits by memory: not a choice that hosts share. */
const notChosen: ReadonlySet<string> = new Set([
  'net.ipv4.tcp_ehash_entries',
  'net.ipv4.tcp_mem',
  'net.netfilter.nf_conntrack_buckets',
  'net.netfilter.nf_conntrack_count',
]);

/** The running values that are numbers, so that hosts can be compared: `ip_local_port_range` is two. */
export function parameterMetrics(parameters: readonly ReportParameter[]): readonly Metric[] {
  const samples = parameters.flatMap(({ key, value }): readonly Sample[] => {
    const numbers = value?.split(/\s+/) ?? [];
    if (notChosen.has(key) || !numbers.every((number) => /^-?\d{1,15}$/.test(number))) return [];
    return numbers.map((number, index) => ({
      labels: { key, ...(numbers.length > 1 && { index: String(index) }) },
      value: Number(number),
    }));
  });
  return [{ name: 'socket_diagnostics_parameter', samples: samples.slice(0, mostParameters) }];
}
