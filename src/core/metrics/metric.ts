/** One value of a metric. Text in labels may come from the host. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A metric with the values of one moment. */
export interface Metric {
  /** With its unit; a counter's ends in `_total`. */
  readonly name: MetricName;
  readonly samples: readonly Sample[];
}

export interface MetricDescription {
  readonly type: 'gauge' | 'counter';
  /** What a value is, for the line `# HELP`. */
  readonly help: string;
  readonly labels: readonly string[];
}

function gauge(help: string, ...labels: readonly string[]): MetricDescription {
  return { type: 'gauge', help, labels };
}

function counter(help: string, ...labels: readonly string[]): MetricDescription {
  return { type: 'counter', help, labels };
}

const destination = ['local_address', 'remote_address', 'remote_port'] as const;

/** Every metric that there is. docs/exporter.md lists them; names and labels never change afterwards. */
export const metricDescriptions = {
  socket_diagnostics_build_info: gauge('1; the version of the exporter is a label.', 'version'),
  socket_diagnostics_verdict: gauge(
    '1; the severity of the worst finding is a label: error, warning, healthy, or unknown if not everything could be checked.',
    'severity',
  ),
  socket_diagnostics_findings: gauge('Findings by rule and severity.', 'rule', 'severity'),
  socket_diagnostics_rules_not_judged: gauge('Rules that could not judge because something was not read.'),
  socket_diagnostics_section_complete: gauge(
    '1 if this part of the host was read completely, otherwise 0.',
    'section',
  ),
  socket_diagnostics_sockets: gauge('TCP sockets by state.', 'state'),
  socket_diagnostics_ports_usable: gauge(
    'Local ports that the kernel can choose from for a new destination.',
  ),
  socket_diagnostics_destinations: gauge('Destinations that outgoing connections use local ports for.'),
  socket_diagnostics_destinations_left_out: gauge(
    'Destinations that use at least 5 % of their ports and have no series of their own.',
  ),
  socket_diagnostics_destination_ports_used: gauge('Local ports in use for a destination.', ...destination),
  socket_diagnostics_destination_ports_used_ratio: gauge(
    'Local ports in use for a destination, of those that it can have.',
    ...destination,
  ),
  socket_diagnostics_fullest_destination_ports_used_ratio: gauge(
    'The largest share of local ports in use for any destination, listed or not.',
  ),
  socket_diagnostics_time_wait_sockets: gauge(
    'Sockets in TIME_WAIT by the side that this host was on: client, server, or other if unknown.',
    'side',
  ),
  socket_diagnostics_time_wait_table_sockets: gauge(
    'Sockets that count against the limit of the TIME_WAIT table.',
  ),
  socket_diagnostics_time_wait_table_limit: gauge('Limit of the TIME_WAIT table (tcp_max_tw_buckets).'),
  socket_diagnostics_time_wait_overflows_total: counter(
    'Sockets that skipped TIME_WAIT because its table was full.',
  ),
  socket_diagnostics_accept_queue_ratio: gauge(
    'Connections that wait for accept(), of those that the queue of the listening socket holds.',
    'local_address',
    'local_port',
  ),
  socket_diagnostics_fullest_accept_queue_ratio: gauge('The fullest accept queue, listed or not.'),
  socket_diagnostics_listen_overflows_total: counter(
    'Connections rejected because the accept queue was full.',
  ),
  socket_diagnostics_listen_drops_total: counter(
    'Connections dropped at a listening socket, for any reason.',
  ),
  socket_diagnostics_close_wait_sockets: gauge(
    'Sockets in CLOSE_WAIT by the program that does not close them; empty if it is not visible.',
    'program',
  ),
  socket_diagnostics_conntrack_entries: gauge('Tracked connections.'),
  socket_diagnostics_conntrack_entries_limit: gauge('Limit of tracked connections (nf_conntrack_max).'),
  socket_diagnostics_conntrack_drops_total: counter(
    'Packets dropped because the connection tracking table was full.',
  ),
  socket_diagnostics_conntrack_insert_failures_total: counter(
    'Packets dropped because connection tracking could not add their connection.',
  ),
  socket_diagnostics_connections_closed_total: counter(
    'Connections that ended while the exporter listened, by how they ended.',
    'how',
  ),
  socket_diagnostics_connects_failed_total: counter(
    'connect() calls that failed while the exporter listened, by reason.',
    'reason',
  ),
  socket_diagnostics_end_events_lost_total: counter(
    'Ends of connections that the kernel announced and the exporter was too slow to receive.',
  ),
  socket_diagnostics_parameter: gauge(
    'Running value of a kernel parameter; index is the position if the value has several numbers.',
    'key',
    'index',
  ),
  socket_diagnostics_parameters_drifted: gauge(
    'Kernel parameters whose running value differs from what the next boot sets.',
  ),
  socket_diagnostics_inspections_total: counter(
    'Inspections by result: complete, partial if something could not be read, failed if the sockets could not.',
    'result',
  ),
  socket_diagnostics_inspection_duration_seconds: gauge('How long the last inspection took.'),
  socket_diagnostics_inspection_interval_seconds: gauge('How often the exporter inspects.'),
  socket_diagnostics_inspection_timestamp_seconds: gauge('When the last inspection ended, since 1970.'),
  socket_diagnostics_exporter_cpu_seconds_total: counter('Processor time that the exporter has used.'),
  socket_diagnostics_exporter_memory_bytes: gauge('Resident memory of the exporter.'),
} as const satisfies Readonly<Record<string, MetricDescription>>;

export type MetricName = keyof typeof metricDescriptions;

/** A metric with one value and no labels; nothing if the value is not known. */
export function single(name: MetricName, value: number | undefined): readonly Metric[] {
  return value === undefined ? [] : [{ name, samples: [{ labels: {}, value }] }];
}
