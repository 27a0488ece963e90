import assert from 'node:assert/strict';
import { EndTotals } from '../../../../src/core/metrics/endTotals.ts';
import { HostMetrics } from '../../../../src/core/metrics/hostMetrics.ts';
import { metricDescriptions, type Metric, type MetricName } from '../../../../src/core/metrics/metric.ts';
import { mostDestinations } from '../../../../src/core/metrics/seriesLimits.ts';
import { connectionKinds } from '../../../../src/core/model/watched.ts';
import type { ReportFinding } from '../../../../src/core/report/findings/findingActions.ts';
import { noConnections } from '../../../support/noConnections.ts';
import { measuredOf } from '../../../support/reports.ts';
import { connected, onPorts, timeWait, type SocketRow } from '../../../support/sockets.ts';

const lines = `ip_local_port_range = 40000 40099
tcp_tw_reuse = 0
tcp_max_tw_buckets = 1000
tcp_timestamps = 1
`;

function valueOf(
  metrics: readonly Metric[],
  name: MetricName,
  labels: Readonly<Record<string, string>> = {},
) {
  const samples = metrics.filter((metric) => metric.name === name).flatMap(({ samples: all }) => all);
  return samples.find((sample) =>
    Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
  )?.value;
}

function names(metrics: readonly Metric[]): ReadonlySet<string> {
  return new Set(metrics.filter(({ samples }) => samples.length > 0).map(({ name }) => name));
}

function seriesOf(metrics: readonly Metric[]): number {
  return metrics.reduce((sum, { samples }) => sum + samples.length, 0);
}

/** `count` ports of the range to one destination. */
function to(remote: string, count: number): SocketRow[] {
  return connected(40000, 100, count, (port) => timeWait(`10.0.0.1:${String(port)}`, remote, 5));
}

describe('HostMetrics', () => {
  it('tells the ports of each destination, the fullest share, and TIME_WAIT by side', () => {
    const rows = [...to('10.9.0.1:443', 60), ...to('10.9.0.2:443', 3)];
    const counters = { 'sockstat.TCP.tw': 63, 'TcpExt.TCPTimeWaitOverflow': 7, 'TcpExt.ListenOverflows': 2 };
    const metrics = new HostMetrics(20).of(measuredOf({ rows, lines, counters }));
    const destination = { local_address: '10.0.0.1', remote_address: '10.9.0.1', remote_port: '443' };
    assert.equal(valueOf(metrics, 'socket_diagnostics_ports_usable'), 100);
    assert.equal(valueOf(metrics, 'socket_diagnostics_destination_ports_used', destination), 60);
    assert.equal(valueOf(metrics, 'socket_diagnostics_destination_ports_used_ratio', destination), 0.6);
    assert.equal(valueOf(metrics, 'socket_diagnostics_fullest_destination_ports_used_ratio'), 0.6);
    assert.equal(valueOf(metrics, 'socket_diagnostics_destinations'), 2);
    assert.equal(valueOf(metrics, 'socket_diagnostics_time_wait_sockets', { side: 'client' }), 63);
    assert.equal(valueOf(metrics, 'socket_diagnostics_time_wait_table_sockets'), 63);
    assert.equal(valueOf(metrics, 'socket_diagnostics_time_wait_table_limit'), 1000);
    assert.equal(valueOf(metrics, 'socket_diagnostics_time_wait_overflows_total'), 7);
    assert.equal(valueOf(metrics, 'socket_diagnostics_listen_overflows_total'), 2);
    assert.equal(valueOf(metrics, 'socket_diagnostics_parameter', { key: 'net.ipv4.tcp_tw_reuse' }), 0);
    assert.equal(
      valueOf(metrics, 'socket_diagnostics_parameter', {
        key: 'net.ipv4.ip_local_port_range',
        index: '1',
      }),
      40099,
    );
    // 3 % is below the share from which a destination has series of its own.
    assert.equal(
      valueOf(metrics, 'socket_diagnostics_destination_ports_used', { remote_address: '10.9.0.2' }),
      undefined,
    );
  });

  it('has at most 150 series with 5,000 full destinations, many queues, programs and findings', () => {
    const rows: SocketRow[] = [];
    for (let at = 0; at < 5000; at++)
      rows.push(...to(`10.8.${String(at >> 8)}.${String(at & 255)}:443`, 6 + (at % 5)));
    for (let port = 1; port <= 300; port++)
      rows.push({
        state: 'LISTEN',
        local: `10.0.0.1:${String(port)}`,
        receiveQueue: 9,
        acceptQueueLimit: 10,
        inode: port,
      });
    for (let port = 1; port <= 300; port++)
      rows.push({
        state: 'CLOSE_WAIT',
        local: '10.0.0.1:80',
        remote: `10.7.0.1:${String(port)}`,
        inode: 1000 + port,
      });
    const owners = new Map(
      Array.from({ length: 300 }, (_, at) => [1001 + at, [{ pid: at + 1, name: `program ${String(at)}` }]]),
    );
    const measured = measuredOf({ rows, lines: everyParameter, owners, counters: everyCounter });
    const findings = manyFindings(measured.report.findings[0]);
    const report = {
      ...measured.report,
      findings,
      configuration: { tool: 'procps', appliesHere: true } as const,
    };
    const host = new HostMetrics(mostDestinations);
    const totals = new EndTotals();
    totals.add(noConnections);
    for (let reading = 0; reading < 3; reading++) {
      const metrics = [...host.of({ ...measured, report }), ...totals.metrics()];
      // Beside those of a host: inspections by result, interval, duration, time, version, processor time, memory.
      const own = 3 + 6;
      assert.ok(seriesOf(metrics) + own <= 150, `${String(seriesOf(metrics))} series`);
      assert.equal(valueOf(metrics, 'socket_diagnostics_destinations'), 5000);
      assert.equal(valueOf(metrics, 'socket_diagnostics_destinations_left_out'), 4980);
      const others = metrics
        .find(({ name }) => name === 'socket_diagnostics_close_wait_sockets')
        ?.samples.at(-1);
      assert.deepEqual(others, { labels: { program: '' }, value: 295 });
    }
  });

  it('names no client: neither one that connected, nor one that is left of a listening socket that is gone', () => {
    const clients = onPorts(50000, 40, (port) => ({
      state: 'ESTABLISHED' as const,
      local: '10.0.0.1:80',
      remote: `192.0.2.7:${String(port)}`,
      inode: 5,
    }));
    const passive = onPorts(50000, 40, (port) =>
      timeWait(`10.0.0.1:${String(port - 10_000)}`, `192.0.2.7:${String(port)}`),
    );
    const rows: SocketRow[] = [{ state: 'LISTEN', local: '0.0.0.0:80', inode: 1 }, ...clients, ...passive];
    const narrow = lines.replace('40099', '40009');
    const metrics = new HostMetrics(20).of(measuredOf({ rows, lines: narrow }));
    assert.ok(!JSON.stringify(metrics).includes('192.0.2.7'));
  });

  it('leaves out what was not read, and says so', () => {
    const unread = new HostMetrics(20).of(measuredOf({ lines }));
    assert.equal(valueOf(unread, 'socket_diagnostics_verdict', { severity: 'unknown' }), 1);
    assert.equal(valueOf(unread, 'socket_diagnostics_section_complete', { section: 'sockets' }), 0);
    for (const name of [...names(unread)].filter((one) => /sockets$|ports|destination|queue_ratio/.test(one)))
      assert.fail(`${name} has a value`);
    const noRange = new HostMetrics(20).of(measuredOf({ rows: to('10.9.0.1:443', 60) }));
    assert.equal(valueOf(noRange, 'socket_diagnostics_section_complete', { section: 'parameters' }), 0);
    for (const name of [
      'ports_usable',
      'fullest_destination_ports_used_ratio',
      'time_wait_table_limit',
    ] as const)
      assert.equal(valueOf(noRange, `socket_diagnostics_${name}`), undefined, name);
  });

  it('shows hostile names of programs on one line', () => {
    const rows: SocketRow[] = [{ state: 'CLOSE_WAIT', local: '10.0.0.1:80', remote: '10.7.0.1:1', inode: 9 }];
    const owners = new Map([[9, [{ pid: 1, name: 'a"\n} 1\u202e{b' }]]]);
    const metrics = new HostMetrics(20).of(measuredOf({ rows, lines, owners }));
    assert.equal(valueOf(metrics, 'socket_diagnostics_close_wait_sockets', { program: 'a" } 1\uFFFD{b' }), 1);
  });

  it('adds up what each inspection heard, and tells nothing before it heard anything', () => {
    const totals = new EndTotals();
    assert.deepEqual(totals.metrics(), []);
    const kinds = { ...noConnections.kinds, noLocalPort: 3, exchange: 10 };
    totals.add({ ...noConnections, kinds, lost: 2 });
    totals.add({ ...noConnections, kinds });
    const metrics = totals.metrics();
    assert.equal(
      valueOf(metrics, 'socket_diagnostics_connects_failed_total', { reason: 'no_local_port' }),
      6,
    );
    assert.equal(valueOf(metrics, 'socket_diagnostics_connections_closed_total', { how: 'exchange' }), 20);
    assert.equal(valueOf(metrics, 'socket_diagnostics_end_events_lost_total'), 2);
    assert.equal(seriesOf(metrics), connectionKinds.length + 1);
  });

  it('names every metric as Prometheus recommends', () => {
    for (const [name, { type, help }] of Object.entries(metricDescriptions)) {
      assert.match(name, /^socket_diagnostics_[a-z_]+$/);
      assert.equal(name.endsWith('_total'), type === 'counter', name);
      assert.match(help, /\.$/, name);
    }
  });
});

const everyCounter = Object.fromEntries(
  [
    'sockstat.TCP.tw',
    'TcpExt.TCPTimeWaitOverflow',
    'TcpExt.ListenOverflows',
    'TcpExt.ListenDrops',
    'nf_conntrack.drop',
    'nf_conntrack.insert_failed',
  ].map((name) => [name, 1]),
);

const everyParameter = `${lines}
tcp_tw_reuse_delay = 1
tcp_tw_recycle = 0
tcp_tw_timeout = 60
tcp_fin_timeout = 60
tcp_rfc1337 = 0
ip_unprivileged_port_start = 1024
ip_autobind_reuse = 0
net.core.somaxconn = 4096
tcp_max_syn_backlog = 1
tcp_syncookies = 1
tcp_abort_on_overflow = 1
tcp_max_orphans = 1
tcp_orphan_retries = 1
tcp_keepalive_time = 1
tcp_keepalive_intvl = 1
tcp_keepalive_probes = 1
net.netfilter.nf_conntrack_max = 10
net.netfilter.nf_conntrack_count = 10
net.netfilter.nf_conntrack_tcp_timeout_time_wait = 1
net.netfilter.nf_conntrack_tcp_timeout_established = 1
net.netfilter.nf_conntrack_tcp_timeout_fin_wait = 1
net.netfilter.nf_conntrack_tcp_timeout_close_wait = 1
`;

/** One of each severity for many rules. */
function manyFindings(finding: ReportFinding | undefined): readonly ReportFinding[] {
  assert.ok(finding);
  return Array.from({ length: 200 }, (_, at) => ({
    ...finding,
    rule: `rule-${String(at)}`,
    severity: (['error', 'warning', 'information', 'hint'] as const)[at % 4] ?? 'hint',
  }));
}
