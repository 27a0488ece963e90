import assert from 'node:assert/strict';
import { exposition } from '../../../../src/cli/exporter/exposition.ts';
import type { Metric } from '../../../../src/core/metrics/metric.ts';
import { readMetrics } from '../../../support/metricsText.ts';

const metrics: readonly Metric[] = [
  { name: 'socket_diagnostics_close_wait_sockets', samples: [{ labels: { program: 'a"\\\nb' }, value: 2 }] },
  { name: 'socket_diagnostics_listen_drops_total', samples: [{ labels: {}, value: 0 }] },
  { name: 'socket_diagnostics_findings', samples: [] },
];

describe('exposition', () => {
  it('writes OpenMetrics with its end, counters without _total in their description', async () => {
    const text = await exposition(metrics, 'openmetrics');
    assert.match(text, /\n# EOF\n$/);
    assert.match(text, /^# TYPE socket_diagnostics_listen_drops counter$/m);
    assert.match(text, /^socket_diagnostics_listen_drops_total 0$/m);
    assert.doesNotMatch(text, /findings/);
  });

  it('writes the older format, and escapes what a program calls itself', async () => {
    const text = await exposition(metrics, 'text');
    assert.match(text, /^# TYPE socket_diagnostics_listen_drops_total counter$/m);
    assert.deepEqual(readMetrics(text)[0], {
      name: 'socket_diagnostics_close_wait_sockets',
      labels: { program: 'a"\\\nb' },
      value: 2,
    });
  });
});
