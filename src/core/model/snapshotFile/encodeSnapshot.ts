import type { ConfiguredParameters } from '../configuredParameters.ts';
import type { Counters, CounterReadings } from '../counters.ts';
import type { HostFacts } from '../hostFacts.ts';
import type { Outcome } from '../outcome.ts';
import type { Parameters } from '../parameters.ts';
import type { SocketOwners } from '../processes.ts';
import { columnNames } from '../socketColumns.ts';
import type { SocketTable } from '../socketTable.ts';
import { snapshotSchema, snapshotVersion, type SavedSnapshot } from './savedSnapshot.ts';
import type {
  SavedConfiguration,
  SavedCounters,
  SavedFacts,
  SavedOwners,
  SavedReadings,
  SavedTable,
  SnapshotJson,
} from './snapshotJson.ts';

/** A snapshot as JSON text; docs/snapshot.md describes it. */
export function encodeSnapshot(saved: SavedSnapshot): string {
  return `${JSON.stringify(snapshotJson(saved))}\n`;
}

function snapshotJson({ snapshot, requested, owners }: SavedSnapshot): SnapshotJson {
  return {
    schema: snapshotSchema,
    version: snapshotVersion,
    takenAt: new Date(snapshot.takenAt).toISOString(),
    elapsedMs: snapshot.elapsedMs,
    hostLabel: snapshot.hostLabel,
    ...(snapshot.wayIn && { isEntered: true }),
    requested,
    collector: snapshot.collector,
    attempts: snapshot.attempts,
    facts: encodeOutcome(snapshot.facts, encodeFacts),
    counters: encodeOutcome(snapshot.counters, encodeReadings),
    parameters: encodeOutcome(snapshot.parameters, encodeParameters),
    configuration: encodeOutcome(snapshot.configuration, encodeConfigured),
    sockets: encodeOutcome(snapshot.sockets, encodeTable),
    ...(snapshot.connections && { connections: snapshot.connections }),
    lookedAgainAfterMs: snapshot.lookedAgainAfterMs,
    udp: snapshot.udp,
    ...(snapshot.nat && { nat: snapshot.nat }),
    ...(owners && { processes: encodeOutcome(owners, encodeOwners) }),
  };
}

function encodeOutcome<T, Saved>(outcome: Outcome<T>, encode: (value: T) => Saved): Outcome<Saved> {
  return 'value' in outcome ? { ...outcome, value: encode(outcome.value) } : outcome;
}

/** The version is derived from the release. */
function encodeFacts(facts: HostFacts): SavedFacts & { readonly kernel: undefined } {
  return { ...facts, kernel: undefined };
}

function encodeReadings({ current, previous }: CounterReadings): SavedReadings {
  return {
    current: encodeCounters(current),
    ...(previous && {
      previous: { counters: encodeCounters(previous.counters), secondsEarlier: previous.secondsEarlier },
    }),
  };
}

function encodeCounters(counters: Counters): SavedCounters {
  return Object.fromEntries(counters);
}

function encodeParameters(parameters: Parameters): Readonly<Record<string, string>> {
  return Object.fromEntries([...parameters].map(([key, { value }]) => [key, value]));
}

/** Whether an editor here can open the files means nothing on the machine where the snapshot is opened. */
function encodeConfigured({ values, tool, appliesHere }: ConfiguredParameters): SavedConfiguration {
  return { values: Object.fromEntries(values), tool, appliesHere };
}

function encodeOwners(owners: SocketOwners): readonly SavedOwners[] {
  return [...owners].map(([inode, processes]) => ({ inode, processes }));
}

function encodeTable(table: SocketTable): SavedTable {
  const { addresses } = table;
  const hex = (word: number): string => word.toString(16).padStart(8, '0');
  const columns = columnNames.flatMap((name) => {
    const column = table[name];
    return column === undefined ? [] : [[name, Array.from(column)] as const];
  });
  return {
    length: table.length,
    addresses: Array.from({ length: addresses.size }, (_, id) =>
      [0, 1, 2, 3].map((position) => hex(addresses.word(id, position))).join(''),
    ),
    columns: Object.fromEntries(columns) as unknown as SavedTable['columns'],
    ...(table.quietMs && { quietMs: Array.from(table.quietMs) }),
  };
}
