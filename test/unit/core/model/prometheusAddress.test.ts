import assert from 'node:assert/strict';
import { problemsOf, valueOf } from '../../../../src/core/model/outcome.ts';
import { parsePrometheusAddress } from '../../../../src/core/model/prometheusAddress.ts';

describe('the address of a Prometheus', () => {
  it('is written in one way, and known by its name', () => {
    for (const [text, url, label, mayCarryToken] of [
      ['https://prometheus.example:9090', 'https://prometheus.example:9090', 'prometheus.example:9090', true],
      [' HTTPS://Mon.Example/prom/ ', 'https://mon.example/prom', 'mon.example/prom', true],
      ['http://prometheus:9090/', 'http://prometheus:9090', 'prometheus:9090', false],
      ['http://127.0.0.1:9090', 'http://127.0.0.1:9090', '127.0.0.1:9090', true],
      ['http://[::1]:9090/x//', 'http://[::1]:9090/x', '[::1]:9090/x', true],
      ['http://localhost', 'http://localhost', 'localhost', true],
      ['http://127.0.0.1.example', 'http://127.0.0.1.example', '127.0.0.1.example', false],
      ['http://localhost.example', 'http://localhost.example', 'localhost.example', false],
    ] as const)
      assert.deepEqual(valueOf(parsePrometheusAddress(text)), { url, label, mayCarryToken }, text);
  });

  it('is refused with the reason where it is none, or has a secret', () => {
    for (const [text, reason] of [
      ['', /is not the address/],
      ['prometheus.example:9090', /is not the address/],
      ['file:///etc/passwd', /is not the address/],
      ['javascript:alert(1)', /is not the address/],
      ['https://me:secret@prometheus.example', /others could read/],
      ['https://me@prometheus.example', /others could read/],
      ['https://prometheus.example/graph?g0.expr=up', /a query/],
      ['https://prometheus.example/#x', /a fragment/],
    ] as const) {
      const [problem] = problemsOf(parsePrometheusAddress(text));
      assert.equal(problem?.code, 'prometheus-bad-address', text);
      assert.match(problem.message, reason);
      assert.doesNotMatch(problem.message, /secret/);
    }
  });
});
