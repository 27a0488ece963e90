/** A JSON format of ours: the type that describes it, and where its schema is. */
export interface DocumentFormat {
  /** As in `schema`: `socket-diagnostics/NAME`. */
  readonly name: string;
  readonly title: string;
  readonly type: string;
  /** The file that declares the type, in the repository. */
  readonly source: string;
}

/** Every format that carries `schema`. */
export const documents: readonly DocumentFormat[] = [
  format('report', 'A report of Socket Diagnostics', 'Report', 'src/core/report/report.ts'),
  format(
    'snapshot',
    'A snapshot of Socket Diagnostics',
    'SnapshotJson',
    'src/core/model/snapshotFile/snapshotJson.ts',
  ),
  format('lint', 'What socket-diagnostics lint found', 'LintJson', 'src/cli/lint/lintJson.ts'),
  format(
    'parameters',
    'What socket-diagnostics parameters lists',
    'ParameterInventory',
    'src/core/formats/parameterInventory.ts',
  ),
  format('causes', 'What socket-diagnostics causes found', 'CausesJson', 'src/cli/causes/causesJson.ts'),
  format(
    'sockets',
    'The sockets that socket-diagnostics sockets lists',
    'SocketsJson',
    'src/cli/sockets/socketsJson.ts',
  ),
  format('port', 'Who holds a port, by socket-diagnostics port', 'PortJson', 'src/cli/port/portJson.ts'),
  format('watch', 'What socket-diagnostics watch saw', 'WatchJson', 'src/cli/watch/watchJson.ts'),
  format('fleet', 'The hosts that a Prometheus knows', 'Fleet', 'src/core/fleet/fleet.ts'),
];

function format(name: string, title: string, type: string, source: string): DocumentFormat {
  return { name, title, type, source };
}
