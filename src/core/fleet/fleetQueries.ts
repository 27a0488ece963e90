/**
 * The queries of a refresh: their number does not depend on the number of hosts. Each name stands once, so that a metric
 * that is renamed is found.
 */
export const fleetQueries = {
  /** Every host of the last day, also one that is silent now. */
  known:
    'last_over_time({__name__=~"socket_diagnostics_inspection_timestamp_seconds|node_sockstat_TCP_tw"}[1d:10m])',
  /** What there is one of for each host, and what was not read. */
  figures:
    '{__name__=~"socket_diagnostics_(verdict|findings|fullest_destination_ports_used_ratio|time_wait_table_sockets|inspection_timestamp_seconds|inspection_interval_seconds)"}' +
    ' or socket_diagnostics_section_complete == 0',
  fullest: 'topk by (job, instance) (1, socket_diagnostics_destination_ports_used_ratio)',
  /** Of node_exporter, where it is all that there is. */
  node: 'node_sockstat_TCP_tw',
  drift: 'count_values by (key, index) ("value", socket_diagnostics_parameter)',
} as const;

export type FleetQuery = keyof typeof fleetQueries;
