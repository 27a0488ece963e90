import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Fleet } from '../../../src/core/fleet/fleet.ts';
import { cliPath } from '../../support/cli.ts';
import type { Namespace } from '../../support/namespace.ts';
import { nodePath, repository } from '../../support/paths.ts';
import { PrometheusServer, prometheusUnavailable } from '../../support/prometheusServer.ts';
import { Setup } from '../../support/setup.ts';
import { thousandTargets } from '../../support/simulatedTargets.ts';
import { waitFor } from '../../support/waitFor.ts';

const count = 1000;
describe('a fleet of a thousand hosts', function () {
  this.timeout(180_000);
  const setup = new Setup(prometheusUnavailable);
  let namespace: Namespace;

  before(async () => {
    namespace = await setup.namespace();
  });

  it('is listed worst first, with the parameters that differ', async () => {
    namespace.spawn(nodePath, [join(repository, 'test/support/simulatedExporters.ts')], { stdio: 'inherit' });
    await using prometheus = await PrometheusServer.start(namespace, {
      jobs: { sockets: thousandTargets },
      interval: '10s',
    });
    await waitFor(
      'all targets are scraped',
      () => prometheus.query('count(socket_diagnostics_verdict)'),
      ([all]) => all?.value[1] === String(count),
      90_000,
    );
    const args = [cliPath, 'fleet', '--prometheus', prometheus.url];
    const { status, stdout, stderr } = await namespace.run(nodePath, [...args, '--json']);
    assert.equal(status, 2, stderr);
    const { hosts, drift, findings } = JSON.parse(stdout) as Fleet;
    assert.equal(hosts.length, count);
    assert.deepEqual(
      hosts.slice(0, 12).map(({ severity, fullestShare }) => [severity, fullestShare]),
      [['error', 1], ...Array.from({ length: 10 }, () => ['warning', 0.85]), ['healthy', 0.49]],
    );
    const [worst] = hosts;
    assert.equal(worst?.instance, thousandTargets[700]);
    assert.equal(worst?.fullest?.remotePort, '443');
    assert.deepEqual(findings, [{ rule: 'ephemeral-port-exhaustion', severity: 'error', hosts: 1 }]);
    assert.deepEqual(drift, [
      {
        key: 'net.ipv4.tcp_tw_reuse',
        values: [
          { value: '2', hosts: 963 },
          { value: '0', hosts: 37 },
        ],
      },
    ]);
    const text = await namespace.run(nodePath, args);
    assert.match(text.stdout, /^1,000 hosts: 1 error, 10 warning\n/);
    assert.match(text.stdout, /\nand 950 more\n/);
    assert.match(text.stdout, /net\.ipv4\.tcp_tw_reuse: 963 hosts have 2, 37 have 0/);
  });
});
