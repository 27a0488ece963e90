import assert from 'node:assert/strict';
import { findParameter, inspectedParameters } from '../../../../src/core/knowledge/parameters.ts';
import { parameterMetrics } from '../../../../src/core/metrics/parameterMetrics.ts';

/** As many numbers as the parameter has at least. */
function numbersOf(key: string): string {
  return (findParameter(key)?.value.fields ?? ['']).map(() => '1').join('\t');
}

describe('parameterMetrics', () => {
  it('have room for every parameter that an inspection reads, on a kernel that has them all', () => {
    const [metric] = parameterMetrics(inspectedParameters.map((key) => ({ key, value: numbersOf(key) })));
    const told = new Set(metric?.samples.map(({ labels }) => labels['key']));
    assert.deepEqual(
      inspectedParameters.filter((key) => !told.has(key)),
      [
        'net.ipv4.tcp_ehash_entries',
        'net.ipv4.tcp_mem',
        'net.netfilter.nf_conntrack_buckets',
        'net.netfilter.nf_conntrack_count',
      ],
    );
  });
});
