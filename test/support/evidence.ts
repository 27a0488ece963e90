import { aggregate } from '../../src/core/aggregate/aggregate.ts';
import type { CounterReadings } from '../../src/core/model/counters.ts';
import { parseKernelVersion } from '../../src/core/model/kernelVersion.ts';
import type { SocketOwners } from '../../src/core/model/processes.ts';
import type { WatchedConnections } from '../../src/core/model/watched.ts';
import type { RuleInput } from '../../src/core/rules/rule.ts';
import { noConnections } from './noConnections.ts';
import { running, type Lines } from './judging.ts';
import { socketTable, type SocketRow } from './sockets.ts';

/** What a running host tells the rules. */
export interface Evidence {
  readonly rows?: readonly SocketRow[];
  /** Whether the source tells the limit of accept queues. */
  readonly acceptQueueLimit?: boolean;
  readonly lines?: Lines;
  readonly kernel?: string;
  readonly counters?: CounterReadings;
  readonly owners?: SocketOwners;
  readonly connections?: WatchedConnections;
}

export function evidence({
  rows,
  acceptQueueLimit = false,
  lines,
  kernel,
  counters,
  owners,
  connections = noConnections,
}: Evidence): RuleInput {
  const parameters = lines === undefined ? undefined : running(lines);
  const version = kernel === undefined ? undefined : parseKernelVersion(kernel);
  const table = rows && socketTable(rows, acceptQueueLimit ? ['acceptQueueLimit'] : []);
  return {
    ...(parameters && { parameters, configuration: new Map() }),
    ...(version && { kernel: version }),
    ...(table && {
      sockets: {
        table,
        aggregation: aggregate(table, parameters ?? new Map(), version),
        ...(owners && { owners }),
      },
    }),
    ...(counters && { counters, nat: [] }),
    connections,
  };
}

/** Counters, and those of ten seconds earlier. */
export function readings(
  current: Readonly<Record<string, number>>,
  earlier?: Readonly<Record<string, number>>,
): CounterReadings {
  const counters = new Map(Object.entries(current));
  if (earlier === undefined) return { current: counters };
  return { current: counters, previous: { counters: new Map(Object.entries(earlier)), secondsEarlier: 10 } };
}
