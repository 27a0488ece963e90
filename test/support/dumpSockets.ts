// Prints what collectors make of the network namespace that it runs in, as JSON: a `Dump` for each, by the collector's id.
// Arguments: the collectors' ids.
import { valueOf } from '../../src/core/model/outcome.ts';
import { localAddressText, remoteAddressText, type SocketTable } from '../../src/core/model/socketTable.ts';
import { isTcpState, tcpStateName } from '../../src/core/model/tcpState.ts';
import { localCollectors } from '../../src/host/collectors.ts';
import { LocalHost } from '../../src/host/localHost.ts';
import type { Dump, DumpedNumbers, DumpedSocket } from './dumpedSocket.ts';
import { numberColumns } from './numberColumns.ts';

function numbersOf(table: SocketTable, row: number): DumpedNumbers {
  const values = numberColumns.map((name) => [name, table[name]?.[row] ?? null] as const);
  return Object.fromEntries(values) as unknown as DumpedNumbers;
}

function rows(table: SocketTable): readonly DumpedSocket[] {
  return Array.from({ length: table.length }, (_, row) => {
    const state = table.state[row] ?? 0;
    return {
      state: isTcpState(state) ? tcpStateName(state) : String(state),
      local: `${localAddressText(table, row)} ${String(table.localPort[row])}`,
      remote: `${remoteAddressText(table, row)} ${String(table.remotePort[row])}`,
      timer: table.timer[row] ?? -1,
      ...numbersOf(table, row),
    };
  });
}

const host = new LocalHost();
const { signal } = new AbortController();
const facts = valueOf(await host.facts());
const dumps: Record<string, Dump> = {};
for (const id of process.argv.slice(2)) {
  const collector = localCollectors.find((candidate) => candidate.id === id);
  if (collector === undefined || facts === undefined) throw new Error(`no collector ${id}`);
  const fromMs = performance.now();
  const outcome = await collector.collect(host, facts, signal);
  if (outcome.kind !== 'ok') throw new Error(`${id}: ${JSON.stringify(outcome)}`);
  dumps[id] = { fromMs, toMs: performance.now(), sockets: rows(outcome.value.table) };
}
process.stdout.write(JSON.stringify(dumps));
