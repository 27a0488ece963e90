import type { Aggregation, Destination, Listener } from '../aggregate/aggregation.ts';
import { livingRows } from '../model/livingRows.ts';
import { integerParameter } from '../model/parameters.ts';
import { plainLine } from '../model/plainText.ts';
import type { SavedSnapshot } from '../model/snapshotFile/savedSnapshot.ts';
import type { SocketTable } from '../model/socketTable.ts';
import { TcpState } from '../model/tcpState.ts';
import { valueOf } from '../model/outcome.ts';
import type { Report } from '../report/report.ts';
import { Fullest, type Level } from './fullest.ts';
import { single, type Metric, type Sample } from './metric.ts';
import { parameterMetrics } from './parameterMetrics.ts';
import { mostDestinations, mostFindings, mostPrograms, mostQueues } from './seriesLimits.ts';

/** An inspection, of which a report was made. */
export interface Measured extends SavedSnapshot {
  /** Undefined if the sockets could not be read. */
  readonly aggregation: Aggregation | undefined;
  readonly report: Report;
}

const longestName = 64;

/** A destination takes two ports: so that a client is not taken for one, after the socket that it connected to is gone. */
const fewestPorts = 2;

/** Makes metrics of one inspection after another; what is listed one by one stays listed while it is full. */
export class HostMetrics {
  readonly #destinations: Fullest;
  readonly #queues = new Fullest({ limit: mostQueues, enters: 0.05, leaves: 0.01 });
  readonly #programs = new Fullest({ limit: mostPrograms, enters: 1, leaves: 1 });

  /** @param top so many destinations have series of their own, at most {@link mostDestinations}. */
  constructor(top: number) {
    const limit = Math.min(top, mostDestinations);
    this.#destinations = new Fullest({ limit, enters: 0.05, leaves: 0.04 });
  }

  /** What was not read has no series: 0 would say that nothing is wrong. */
  of(measured: Measured): readonly Metric[] {
    const { report, snapshot, aggregation } = measured;
    const table = valueOf(snapshot.sockets);
    const counters = valueOf(snapshot.counters)?.current;
    const parameters = valueOf(snapshot.parameters);
    return [
      {
        name: 'socket_diagnostics_verdict',
        samples: [{ labels: { severity: report.verdict.severity }, value: 1 }],
      },
      { name: 'socket_diagnostics_findings', samples: findingSamples(report) },
      ...single(
        'socket_diagnostics_rules_not_judged',
        report.notJudged.reduce((sum, { rules }) => sum + rules.length, 0),
      ),
      { name: 'socket_diagnostics_section_complete', samples: sectionSamples(report) },
      ...(table && aggregation ? this.#socketMetrics(measured, table, aggregation) : []),
      ...timeWaitMetrics(report),
      ...single('socket_diagnostics_listen_overflows_total', counters?.get('TcpExt.ListenOverflows')),
      ...single('socket_diagnostics_listen_drops_total', counters?.get('TcpExt.ListenDrops')),
      ...single(
        'socket_diagnostics_conntrack_entries',
        parameters && integerParameter(parameters, 'net.netfilter.nf_conntrack_count'),
      ),
      ...single(
        'socket_diagnostics_conntrack_entries_limit',
        parameters && integerParameter(parameters, 'net.netfilter.nf_conntrack_max'),
      ),
      ...single('socket_diagnostics_conntrack_drops_total', counters?.get('nf_conntrack.drop')),
      ...single(
        'socket_diagnostics_conntrack_insert_failures_total',
        counters?.get('nf_conntrack.insert_failed'),
      ),
      ...parameterMetrics(report.parameters),
      ...single(
        'socket_diagnostics_parameters_drifted',
        report.configuration?.appliesHere === true
          ? report.parameters.filter(({ isDrifted }) => isDrifted === true).length
          : undefined,
      ),
    ];
  }

  #socketMetrics(measured: Measured, table: SocketTable, aggregation: Aggregation): readonly Metric[] {
    const { sockets } = measured.report;
    return [
      {
        name: 'socket_diagnostics_sockets',
        samples: (sockets?.states ?? []).map(({ state, count }) => ({
          labels: { state: state.toLowerCase() },
          value: count,
        })),
      },
      ...single('socket_diagnostics_ports_usable', sockets?.ports?.usable),
      ...single('socket_diagnostics_destinations', sockets?.destinationCount),
      ...(sockets?.ports === undefined ? [] : this.#destinationMetrics(table, aggregation)),
      ...this.#queueMetrics(table, aggregation),
      { name: 'socket_diagnostics_close_wait_sockets', samples: this.#closeWaitSamples(measured, table) },
    ];
  }

  #destinationMetrics(table: SocketTable, { destinations }: Aggregation): readonly Metric[] {
    const fullest = Math.max(0, ...destinations.slice(0, 1).map(shareOf));
    const { chosen, leftOut } = this.#destinations.choose(
      destinations
        .filter((destination) => destination.used >= fewestPorts && shareOf(destination) > 0)
        .map((destination) => ({ ...labelled(table, destination), share: shareOf(destination) })),
    );
    return [
      ...single('socket_diagnostics_destinations_left_out', leftOut),
      ...single('socket_diagnostics_fullest_destination_ports_used_ratio', fullest),
      {
        name: 'socket_diagnostics_destination_ports_used',
        samples: chosen.map(({ labels, used }) => ({ labels, value: used })),
      },
      {
        name: 'socket_diagnostics_destination_ports_used_ratio',
        samples: chosen.map(({ labels, share }) => ({ labels, value: share })),
      },
    ];
  }

  #queueMetrics(table: SocketTable, { listeners }: Aggregation): readonly Metric[] {
    const queues = listeners.flatMap((listener) => queueOf(table, listener) ?? []);
    if (queues.length === 0 && listeners.some(({ rows }) => rows.length > 0)) return [];
    const { chosen } = this.#queues.choose(queues);
    return [
      ...single(
        'socket_diagnostics_fullest_accept_queue_ratio',
        queues.reduce((most, { share }) => Math.max(most, share), 0),
      ),
      {
        name: 'socket_diagnostics_accept_queue_ratio',
        samples: chosen.map(({ labels, share }) => ({ labels, value: share })),
      },
    ];
  }

  /** Programs beyond the first few are one sample together, with those whose program is not visible. */
  #closeWaitSamples({ owners }: Measured, table: SocketTable): readonly Sample[] {
    const holders = owners && valueOf(owners);
    const counts = new Map<string, number>();
    let all = 0;
    for (const row of livingRows(table)) {
      if (table.state[row] !== TcpState.CLOSE_WAIT) continue;
      all++;
      const name = holders?.get(table.inode[row] ?? 0)?.[0]?.name;
      if (name === undefined) continue;
      const program = plainLine(name).slice(0, longestName);
      counts.set(program, (counts.get(program) ?? 0) + 1);
    }
    const { chosen } = this.#programs.choose([...counts].map(([key, share]) => ({ key, share })));
    const named = chosen.reduce((sum, { share }) => sum + share, 0);
    return [
      ...chosen.map(({ key, share }) => ({ labels: { program: key }, value: share })),
      { labels: { program: '' }, value: all - named },
    ];
  }
}

function shareOf({ used, usable }: Destination): number {
  if (usable === undefined) return 0;
  return usable > 0 ? used / usable : 1;
}

function labelled(table: SocketTable, { localAddress, remoteAddress, remotePort, used }: Destination) {
  const labels = {
    local_address: table.addresses.format(localAddress),
    remote_address: table.addresses.format(remoteAddress),
    remote_port: String(remotePort),
  };
  return { key: Object.values(labels).join(' '), labels, used };
}

/** The queue holds one connection more than its limit. Undefined where the source does not tell the limit. */
function queueOf(table: SocketTable, { address, port, rows }: Listener) {
  const limits = rows.map((row) => table.acceptQueueLimit?.[row] ?? -1);
  if (limits.length === 0 || limits.some((limit) => limit < 0)) return undefined;
  const shares = rows.map((row, at) => (table.receiveQueue[row] ?? 0) / ((limits[at] ?? 0) + 1));
  const labels = { local_address: table.addresses.format(address), local_port: String(port) };
  const level: Level = { key: Object.values(labels).join(' '), share: Math.max(...shares) };
  return { ...level, labels };
}

function findingSamples({ findings }: Report): readonly Sample[] {
  const counts = new Map<string, Sample>();
  for (const { rule, severity } of findings) {
    const key = `${rule} ${severity}`;
    const isOther = !counts.has(key) && counts.size >= mostFindings;
    const labels = { rule: isOther ? 'other' : rule, severity };
    const counted = isOther ? `other ${severity}` : key;
    counts.set(counted, { labels, value: (counts.get(counted)?.value ?? 0) + 1 });
  }
  return [...counts.values()];
}

function sectionSamples({ outcomes }: Report): readonly Sample[] {
  return Object.entries(outcomes).flatMap(([section, { kind }]) =>
    kind === 'not-asked' ? [] : [{ labels: { section }, value: kind === 'ok' ? 1 : 0 }],
  );
}

function timeWaitMetrics({ timeWait }: Report): readonly Metric[] {
  const { client, server, other, kernelCount, limit, overflowed } = timeWait;
  const sides = Object.entries({ client, server, other }).flatMap(([side, value]) =>
    value === undefined ? [] : [{ labels: { side }, value }],
  );
  return [
    { name: 'socket_diagnostics_time_wait_sockets', samples: sides },
    ...single('socket_diagnostics_time_wait_table_sockets', kernelCount),
    ...single('socket_diagnostics_time_wait_table_limit', limit),
    ...single('socket_diagnostics_time_wait_overflows_total', overflowed),
  ];
}
