import assert from 'node:assert/strict';
import type { FleetHost } from '../../../../src/core/fleet/fleet.ts';
import { fleetQueries } from '../../../../src/core/fleet/fleetQueries.ts';
import { driftText, foldFleet, type FleetAnswers } from '../../../../src/core/fleet/foldFleet.ts';
import { readFleet } from '../../../../src/core/fleet/readFleet.ts';
import { metricDescriptions } from '../../../../src/core/metrics/metric.ts';
import { failure, ok } from '../../../../src/core/model/outcome.ts';
import type { VectorSample } from '../../../../src/core/parse/prometheusVector.ts';

const now = 1_800_000_000;

function sample(
  name: string,
  instance: string,
  value: number,
  labels: Readonly<Record<string, string>> = {},
): VectorSample {
  return { labels: { __name__: name, job: 'sockets', instance, ...labels }, value, time: now };
}

const own = (name: string, instance: string, value: number, labels?: Readonly<Record<string, string>>) =>
  sample(`socket_diagnostics_${name}`, instance, value, labels);

/** The figures of a host that was inspected a few seconds ago. */
function figures(instance: string, verdict: string, share: number, secondsAgo = 5): readonly VectorSample[] {
  return [
    own('verdict', instance, 1, { severity: verdict }),
    own('fullest_destination_ports_used_ratio', instance, share),
    own('time_wait_table_sockets', instance, 100),
    own('inspection_timestamp_seconds', instance, now - secondsAgo),
    own('inspection_interval_seconds', instance, 15),
  ];
}

function hosts(answers: Partial<FleetAnswers>): readonly FleetHost[] {
  return foldFleet(
    { known: [], knownNodes: [], figures: [], fullest: [], node: [], drift: [], ...answers },
    [],
  ).hosts;
}

function summary(answers: Partial<FleetAnswers>): readonly string[] {
  return hosts(answers).map(({ instance, severity }) => `${instance} ${severity}`);
}

describe('foldFleet', () => {
  it('puts the worst first, then the fullest; what is not known comes before a warning', () => {
    const known = [own('inspection_timestamp_seconds', 'gone', now - 9999)];
    const list = summary({
      known,
      figures: [
        ...figures('fine', 'healthy', 0.1),
        ...figures('fuller', 'warning', 0.9),
        ...figures('full', 'error', 1),
        ...figures('warm', 'warning', 0.8),
        ...figures('half', 'unknown', 0.2),
      ],
    });
    assert.deepEqual(list, [
      'full error',
      'half unknown',
      'gone unknown',
      'fuller warning',
      'warm warning',
      'fine healthy',
    ]);
  });

  it('never calls a host healthy that is silent, old, ahead of time, unread or without figures', () => {
    const cases: readonly (readonly [string, Partial<FleetAnswers>])[] = [
      ['does not answer', { known: [own('inspection_timestamp_seconds', 'a', now - 3600)] }],
      ['300 s ago', { figures: figures('a', 'healthy', 0, 300) }],
      ['ahead of Prometheus', { figures: figures('a', 'healthy', 0, -300) }],
      ['has not inspected it lately', { figures: figures('a', 'healthy', 0).slice(3) }],
      [
        'Not everything could be read there: sockets',
        { figures: [...figures('a', 'healthy', 0), own('section_complete', 'a', 0, { section: 'sockets' })] },
      ],
      ['not numbers', { figures: figures('a', 'healthy', NaN) }],
      ['could be checked', { figures: figures('a', 'made up', 0) }],
      [
        '',
        {
          figures: [...figures('a', 'healthy', 0).slice(0, 3), own('inspection_timestamp_seconds', 'a', NaN)],
        },
      ],
      ['host-wide, not by destination', { node: [sample('node_sockstat_TCP_tw', 'a', 5)] }],
      ['no current figures', { knownNodes: [sample('node_sockstat_TCP_tw', 'a', 5)] }],
    ];
    for (const [reason, answers] of cases) {
      const [host] = hosts(answers);
      assert.equal(host?.severity, 'unknown', reason);
      assert.ok(host.reason?.includes(reason), `${reason}: ${String(host.reason)}`);
    }
  });

  it('takes a verdict without its 1 for none', () => {
    const odd = figures('a', 'healthy', 0.1).map((one, at) => (at === 0 ? { ...one, value: NaN } : one));
    assert.deepEqual(summary({ known: [own('inspection_timestamp_seconds', 'a', now - 5)], figures: odd }), [
      'a unknown',
    ]);
  });

  it('keeps an error that is known where something else could not be read, and processes are no gap', () => {
    const unread = own('section_complete', 'a', 0, { section: 'counters' });
    assert.deepEqual(summary({ figures: [...figures('a', 'error', 1), unread] }), ['a error']);
    const processes = own('section_complete', 'a', 0, { section: 'processes' });
    assert.deepEqual(summary({ figures: [...figures('a', 'healthy', 0), processes] }), ['a healthy']);
    // While an exporter is replaced, both are there.
    assert.deepEqual(summary({ figures: [...figures('a', 'warning', 1), ...figures('a', 'healthy', 0)] }), [
      'a warning',
    ]);
  });

  it('degrades to node_exporter, and prefers the exporter where a host has both', () => {
    const node = [sample('node_sockstat_TCP_tw', 'a', 7), sample('node_sockstat_TCP_tw', 'b', 9)];
    const [unknown, fine] = hosts({ node, figures: figures('a', 'healthy', 0) });
    assert.deepEqual([unknown?.instance, unknown?.source, unknown?.timeWait], ['b', 'node', 9]);
    assert.deepEqual([fine?.instance, fine?.source, fine?.timeWait], ['a', 'exporter', 100]);
  });

  it('lists a machine once that is scraped as exporter and as node_exporter', () => {
    const nodes = ['web1:9100', '[::1]:9100', 'web2:9100', 'gate:9100', 'gate:9101'].map((instance) =>
      sample('node_sockstat_TCP_tw', instance, 7, { job: 'node' }),
    );
    const list = summary({
      knownNodes: nodes,
      node: nodes,
      figures: ['web1:9810', '[::1]:9810', 'gate:9810'].flatMap((instance) =>
        figures(instance, 'healthy', 0),
      ),
    });
    // Behind the gate are two machines, of which one has no exporter.
    assert.deepEqual(list, [
      'gate:9100 unknown',
      'gate:9101 unknown',
      'web2:9100 unknown',
      '[::1]:9810 healthy',
      'gate:9810 healthy',
      'web1:9810 healthy',
    ]);
  });

  it('keeps instances of different jobs and hostile names apart', () => {
    const list = hosts({
      figures: [
        ...figures('a" b', 'healthy', 0),
        ...figures('a', 'error', 1).map((one) => ({ ...one, labels: { ...one.labels, job: 'b' } })),
        ...figures('a', 'healthy', 0),
      ],
    });
    assert.equal(list.length, 3);
    assert.deepEqual(
      list.map(({ job, severity }) => `${job} ${severity}`),
      ['b error', 'sockets healthy', 'sockets healthy'],
    );
  });

  it('counts findings over hosts, and tells the destination of the fullest share', () => {
    const fleet = foldFleet(
      {
        known: [],
        knownNodes: [],
        figures: [
          ...figures('a', 'error', 1),
          ...figures('b', 'error', 1),
          own('findings', 'a', 2, { rule: 'ports', severity: 'error' }),
          own('findings', 'b', 1, { rule: 'ports', severity: 'error' }),
          own('findings', 'b', 1, { rule: 'queue', severity: 'hint' }),
          own('findings', 'b', 1, { rule: 'bad', severity: 'fatal' }),
        ],
        fullest: [
          own('destination_ports_used_ratio', 'a', 1, {
            local_address: '10.0.0.1',
            remote_address: '10.9.0.1',
            remote_port: '443',
          }),
          own('destination_ports_used_ratio', 'b', 1, {
            local_address: '10.0.0.2',
            remote_address: '10.9.0.2',
            remote_port: 'https',
          }),
        ],
        node: [],
        drift: [],
      },
      [],
    );
    assert.deepEqual(fleet.findings, [
      { rule: 'ports', severity: 'error', hosts: 2 },
      { rule: 'queue', severity: 'hint', hosts: 1 },
    ]);
    assert.deepEqual(fleet.hosts[0]?.fullest, {
      localAddress: '10.0.0.1',
      remoteAddress: '10.9.0.1',
      remotePort: '443',
    });
    // It would be shown as a number.
    assert.equal(fleet.hosts[1]?.fullest, undefined);
  });

  it('tells which parameters differ, and on how many hosts', () => {
    const drift = [
      ['net.ipv4.tcp_tw_reuse', '0', 37, ''],
      ['net.ipv4.tcp_tw_reuse', '2', 963, ''],
      ['net.ipv4.tcp_timestamps', '1', 1000, ''],
      ['net.ipv4.ip_local_port_range', '1024', 1, '0'],
      ['net.ipv4.ip_local_port_range', '32768', 999, '0'],
    ] as const;
    const fleet = foldFleet(
      {
        known: [],
        knownNodes: [],
        figures: [],
        fullest: [],
        node: [],
        drift: drift.map(([key, value, count, index]) => ({
          labels: { key, value, ...(index && { index }) },
          value: count,
          time: now,
        })),
      },
      [],
    );
    assert.deepEqual(
      fleet.drift.map((one) => `${one.key} ${String(one.index)}: ${driftText(one)}`),
      [
        'net.ipv4.ip_local_port_range 0: 999 hosts have 32768, 1 has 1024',
        'net.ipv4.tcp_tw_reuse undefined: 963 hosts have 2, 37 have 0',
      ],
    );
  });

  it('asks at most 6 queries, of metrics that the exporter gives', async () => {
    const asked: string[] = [];
    const query = (expression: string) => {
      asked.push(expression);
      return Promise.resolve(ok([]));
    };
    await readFleet({ query }, new AbortController().signal);
    assert.ok(asked.length <= 6);
    const names = Object.values(fleetQueries)
      .join(' ')
      .replace(/socket_diagnostics_\(([^)]*)\)/g, (_, all: string) =>
        all
          .split('|')
          .map((name) => `socket_diagnostics_${name}`)
          .join(' '),
      )
      .match(/socket_diagnostics_[a-z_]+/g);
    assert.ok(names && names.length > 8);
    for (const name of names) assert.ok(name in metricDescriptions, name);
  });

  it('is a failure where any of the queries is', async () => {
    const broken = failure('failed', 'prometheus-timed-out', 'It did not answer.', 'Try again.');
    const query = (expression: string) =>
      Promise.resolve(expression === fleetQueries.node ? broken : ok(figures('a', 'healthy', 0)));
    assert.equal(await readFleet({ query }, new AbortController().signal), broken);
  });
});
