import type { ConfiguredParameters } from '../../src/core/model/configuredParameters.ts';
import { noConnections } from './noConnections.ts';
import { aggregate } from '../../src/core/aggregate/aggregate.ts';
import type { HostFacts } from '../../src/core/model/hostFacts.ts';
import type { Measured } from '../../src/core/metrics/hostMetrics.ts';
import type { SocketOwners } from '../../src/core/model/processes.ts';
import { failure, ok } from '../../src/core/model/outcome.ts';
import { buildReport } from '../../src/core/report/buildReport.ts';
import type { Report } from '../../src/core/report/report.ts';
import { evaluate } from '../../src/core/rules/evaluate.ts';
import { liveRules } from '../../src/core/rules/liveRules.ts';
import { evidence, readings } from './evidence.ts';
import { linux } from './fakeHost.ts';
import { running } from './judging.ts';
import { socketTable, type SocketRow } from './sockets.ts';

interface Inspected {
  readonly label?: string;
  readonly facts?: Partial<HostFacts>;
  /** Seconds after a moment that is the same for all. */
  readonly at?: number;
  /** Left out: the sockets could not be read. */
  readonly rows?: readonly SocketRow[];
  /** As a sysctl file has them, without `net.ipv4.`. */
  readonly lines?: string;
  readonly counters?: Readonly<Record<string, number>>;
  readonly openedFrom?: string;
  readonly owners?: SocketOwners;
}

const noConfiguration: ConfiguredParameters = {
  values: new Map(),
  tool: 'systemd-sysctl',
  appliesHere: true,
  canBeOpened: true,
};

const unread = failure('denied', 'denied', 'It may not be read.', 'Run as root.');

/** The report of a host that is made up. */
export function reportOf(inspected: Inspected): Report {
  const { report } = measuredOf(inspected);
  return inspected.openedFrom === undefined ? report : { ...report, openedFrom: inspected.openedFrom };
}

/** The report with what it was made of. */
export function measuredOf({ label = 'web1', facts, at = 0, rows, owners, ...rest }: Inspected): Measured {
  const { lines = '', counters = {} } = rest;
  const table = rows && socketTable(rows);
  const aggregation = table && aggregate(table, running(lines), linux.kernel);
  const input = {
    snapshot: {
      takenAt: Date.UTC(2026, 0, 2, 3, 4, 5) + at * 1000,
      elapsedMs: 42,
      hostLabel: label,
      facts: ok({ ...linux, bootId: '11111111-2222-3333-4444-555555555555', ...facts }),
      collector: rows === undefined ? undefined : 'ss',
      attempts: [],
      sockets: table === undefined ? unread : ok(table),
      counters: ok(readings(counters)),
      parameters: lines === '' ? unread : ok(running(lines)),
      configuration: ok(noConfiguration),
      connections: ok(noConnections),
    },
    requested: 'auto',
    aggregation,
    owners: owners && ok(owners),
  } as const;
  const judgement =
    rows === undefined
      ? evaluate(liveRules, {})
      : evaluate(liveRules, evidence({ rows, lines, kernel: '6.18', counters: readings(counters) }));
  return { ...input, report: buildReport({ ...input, judgement }) };
}
