import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fleet } from '../../../src/core/fleet/fleet.ts';
import { cliPath } from '../../support/cli.ts';
import { Exporting } from '../../support/exporting.ts';
import type { Namespace } from '../../support/namespace.ts';
import { nodePath, repository } from '../../support/paths.ts';
import { PrometheusServer, prometheusUnavailable } from '../../support/prometheusServer.ts';
import { run } from '../../support/run.ts';
import { Setup } from '../../support/setup.ts';
import { Traffic } from '../../support/traffic.ts';
import { waitFor } from '../../support/waitFor.ts';

const rules = readFileSync(join(repository, 'prometheus/rules.yml'), 'utf8');

/** As Grafana asks them, with all jobs and instances chosen. */
function dashboardQueries(): readonly string[] {
  const text = readFileSync(join(repository, 'prometheus/dashboard.json'), 'utf8');
  const { panels } = JSON.parse(text) as {
    readonly panels: readonly { readonly targets: readonly { readonly expr: string }[] }[];
  };
  return panels.flatMap(({ targets }) =>
    targets.map(({ expr }) =>
      expr.replaceAll('$job', '.*').replaceAll('$instance', '.*').replaceAll('$__rate_interval', '1m'),
    ),
  );
}

describe('the exporter and a real Prometheus', function () {
  this.timeout(120_000);
  const setup = new Setup(prometheusUnavailable);
  let full: Namespace;

  before(async () => {
    full = await setup.namespace({ 'net.ipv4.ip_local_port_range': '40000 40199' });
  });

  it('scrapes it, raises the alert for the full destination, and the fleet lists it worst first', async () => {
    await using traffic = Traffic.start(full);
    await using exporting = await Exporting.start(full);
    await traffic.clientTimeWait({ count: 200, address: '127.0.1.1', port: 8001 });
    const node = full.spawn(
      'prometheus-node-exporter',
      ['--web.listen-address=:9100', '--collector.disable-defaults', '--collector.sockstat'],
      { stdio: 'ignore' },
    );
    const target = exporting.url.replace('http://', '').replace('/metrics', '');
    await using prometheus = await PrometheusServer.start(full, {
      // A target that never answered has no figures: it may not be one of ours.
      jobs: { sockets: [target, '127.0.0.1:1'], node: ['127.0.0.1:9100', '127.0.0.2:9100'] },
      // Two minutes are what `promtool test rules` goes through.
      rules: rules.replaceAll(/for: \d+m/g, 'for: 1s'),
    });
    const alerts = await waitFor(
      'the alert',
      () => prometheus.query('ALERTS{alertname="SocketPortsNearlyUsedUp", alertstate="firing"}'),
      (vector) => vector.length > 0,
      60_000,
    );
    assert.deepEqual(
      alerts.map(({ metric }) => metric['instance']),
      [target],
    );
    const fired = (await prometheus.get('alerts')) as {
      readonly alerts: readonly { readonly annotations: Readonly<Record<string, string>> }[];
    };
    const reports = fired.alerts.map(({ annotations }) => annotations['report']);
    assert.ok(
      reports.includes(
        `vscode://socket-diagnostics.socket-diagnostics/host?instance=${encodeURIComponent(target)}`,
      ),
    );

    const args = [cliPath, 'fleet', '--prometheus', prometheus.url];
    const listed = await waitFor(
      'both hosts',
      () => full.run(nodePath, [...args, '--format', 'json']),
      ({ stdout }) => stdout.includes('127.0.0.2:9100'),
    );
    assert.equal(listed.status, 2, listed.stderr);
    const fleet = JSON.parse(listed.stdout) as Fleet;
    assert.deepEqual(
      fleet.hosts.map(({ job, instance, source, severity }) => [job, instance, source, severity]),
      [
        ['sockets', target, 'exporter', 'error'],
        // The other node_exporter is on the machine of the exporter.
        ['node', '127.0.0.2:9100', 'node', 'unknown'],
      ],
    );
    const [worst, other] = fleet.hosts;
    assert.equal(worst?.fullestShare, 1);
    assert.deepEqual(worst.fullest, {
      localAddress: '127.0.0.1',
      remoteAddress: '127.0.1.1',
      remotePort: '8001',
    });
    assert.ok(worst.findings.some(({ rule }) => rule === 'ephemeral-port-exhaustion'));
    assert.ok((other?.timeWait ?? 0) >= 200);
    assert.match(other?.reason ?? '', /host-wide, not by destination/);
    const text = await full.run(nodePath, args);
    assert.match(text.stdout, /^2 hosts: 1 error, 1 unknown\n\nSeverity/);
    assert.match(
      text.stdout,
      /error {5}127\.0\.0\.1:\d+ .* 100 % .* ephemeral-port-exhaustion to 127\.0\.1\.1:8001/,
    );

    // Each panel of the dashboard asks for something that Prometheus understands, and most have an answer here.
    let answered = 0;
    for (const expression of dashboardQueries())
      answered += (await prometheus.query(expression)).length > 0 ? 1 : 0;
    assert.ok(answered >= 12, `${answered} queries of the dashboard have an answer`);

    // An exporter that is gone is unknown once Prometheus has nothing current of it, not healthy and not forgotten.
    await exporting.stop();
    // Room for those who ask.
    await full.sysctl('net.ipv4.ip_local_port_range', '1024 65535');
    const gone = await waitFor(
      'the exporter is missed',
      () => full.run(nodePath, [...args, '--format', 'json']),
      ({ stdout }) => stdout.includes('does not answer'),
      30_000,
    );
    assert.equal(gone.status, 3);
    node.kill('SIGKILL');
  });

  it('understands its rules, and what they say in the course of time', async () => {
    const tested = await run('promtool', ['test', 'rules', join(repository, 'prometheus/rules.test.yml')]);
    assert.equal(tested.status, 0, tested.stdout + tested.stderr);
  });
});
