import { fleetQueries, type FleetQuery } from '../../src/core/fleet/fleetQueries.ts';

/**
 * Answers as Prometheus 3 gives them, made by hand after its documentation (docs/querying/api.md and docs/migration.md of
 * 3.14): no package that the tests could install has a server of that version. What differs from 2.42 is in them: notes of
 * the level of information, names of labels in UTF-8, and native histograms where a value would be.
 */
const time = 1_800_000_000.123;

interface Series {
  readonly metric: Readonly<Record<string, string>>;
  readonly value?: readonly [number, string];
  readonly histogram?: readonly [number, unknown];
}

const labels = (name: string, instance: string, more: Readonly<Record<string, string>> = {}) => ({
  __name__: `socket_diagnostics_${name}`,
  instance,
  job: 'sockets',
  // OpenTelemetry's names, which 2.42 could not have.
  'service.name': 'web',
  город: 'Zürich',
  ...more,
});

const figure = (
  name: string,
  instance: string,
  value: string,
  more?: Readonly<Record<string, string>>,
): Series => ({
  metric: labels(name, instance, more),
  value: [time, value],
});

const nativeHistogram = [
  time,
  {
    count: '3',
    sum: '4.5',
    buckets: [
      [0, '0.5', '1', '2'],
      [3, '-0.001', '0.001', '1'],
    ],
  },
] as const;

const ofHost = (instance: string, verdict: string, share: string): readonly Series[] => [
  figure('verdict', instance, '1', { severity: verdict }),
  figure('fullest_destination_ports_used_ratio', instance, share),
  figure('time_wait_table_sockets', instance, '100'),
  figure('inspection_timestamp_seconds', instance, String(time - 5)),
  figure('inspection_interval_seconds', instance, '15'),
];

const results: Readonly<Record<FleetQuery, readonly Series[]>> = {
  known: ['full:9810', 'well:9810', 'odd:9810'].map((instance) =>
    figure('inspection_timestamp_seconds', instance, String(time - 5)),
  ),
  knownNodes: [],
  node: [],
  figures: [
    ...ofHost('full:9810', 'error', '1'),
    ...ofHost('well:9810', 'healthy', '0.05'),
    { metric: labels('verdict', 'odd:9810', { severity: 'healthy' }), histogram: nativeHistogram },
    ...ofHost('odd:9810', 'healthy', '0.01').slice(1),
  ],
  fullest: [
    figure('destination_ports_used_ratio', 'full:9810', '1', {
      local_address: '10.0.0.1',
      remote_address: '10.0.0.2',
      remote_port: '5432',
    }),
  ],
  drift: [],
};

/** The text of an answer of `/api/v1/query`. */
export function prometheus3Answer(query: string): string {
  const name = (Object.keys(fleetQueries) as FleetQuery[]).find((one) => fleetQueries[one] === query);
  if (name === undefined)
    return JSON.stringify({
      status: 'error',
      errorType: 'bad_data',
      error: 'invalid parameter "query": 1:1: parse error: unexpected character: \'\\ufffd\'',
    });
  return JSON.stringify({
    status: 'success',
    data: { resultType: 'vector', result: results[name] },
    infos: [
      'PromQL info: metric might not be a counter, name does not end in _total/_sum/_count/_bucket: "x" (1:6)',
    ],
  });
}

/** The text of an answer of `/api/v1/query_range`, with a series of values, one of histograms, and one of both. */
export function prometheus3Range(start: number, step: number): string {
  const name = 'socket_diagnostics_time_wait_table_sockets';
  return JSON.stringify({
    status: 'success',
    data: {
      resultType: 'matrix',
      result: [
        {
          metric: { __name__: name, 'service.name': 'web' },
          values: [
            [start, '1'],
            [start + step, '2'],
          ],
        },
        { metric: { __name__: name, 'service.name': 'odd' }, histograms: [[start, nativeHistogram[1]]] },
        {
          metric: { __name__: name, 'service.name': 'both' },
          values: [[start + 2 * step, '3']],
          histograms: [[start + 3 * step, nativeHistogram[1]]],
        },
      ],
    },
    infos: ['PromQL info: a note (1:1)'],
  });
}

/** What Prometheus 3 asks a target for (scrape.go of 3.14), without and with protobuf first. */
export const prometheus3Accepts = [
  'application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2',
  'application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,text/plain;version=0.0.4;q=0.2,*/*;q=0.1',
];

/** Other types fail the scrape: docs/migration.md, “Scrape protocols”. */
export const prometheus3Types =
  /^(?:text\/plain; ?version=(?:0\.0\.4|1\.0\.0)|application\/openmetrics-text; ?version=(?:0\.0\.1|1\.0\.0))(?:;|$)/;
