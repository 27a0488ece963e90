/** The last value of a metric: exactly over some minutes, and roughly over the last day, which costs little. */
const lastOf = (metric: string): string =>
  `last_over_time(${metric}[10m]) or last_over_time(${metric}[1d:10m])`;

/** The queries of a refresh: their number does not depend on the number of hosts. */
export const fleetQueries = {
  /** Every host of the last day, also one that is silent now. */
  known: lastOf('socket_diagnostics_inspection_timestamp_seconds'),
  /** Every host of the last day with node_exporter, which may be all that there is. */
  knownNodes: lastOf('node_sockstat_TCP_tw'),
  node: 'node_sockstat_TCP_tw',
  /** What there is one of for each host, and what was not read. */
  figures:
    '{__name__=~"socket_diagnostics_(verdict|findings|fullest_destination_ports_used_ratio|time_wait_table_sockets|inspection_timestamp_seconds|inspection_interval_seconds)"}' +
    ' or socket_diagnostics_section_complete == 0',
  fullest: 'topk by (job, instance) (1, socket_diagnostics_destination_ports_used_ratio)',
  drift: 'count_values by (key, index) ("value", socket_diagnostics_parameter)',
} as const;

export type FleetQuery = keyof typeof fleetQueries;
