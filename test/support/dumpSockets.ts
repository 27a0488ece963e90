// Prints what collectors make of the network namespace that it runs in, as JSON: a `Dump` for each, by the collector's id.
// Arguments: the collectors' ids.
import { valueOf } from '../../src/core/model/outcome.ts';
import { localAddressText, remoteAddressText, type SocketTable } from '../../src/core/model/socketTable.ts';
import { isTcpState, tcpStateName } from '../../src/core/model/tcpState.ts';
import { localCollectors } from '../../src/host/collectors.ts';
import { LocalHost } from '../../src/host/localHost.ts';
import type { Dump, DumpedSocket } from './dumpedSocket.ts';

function rows(table: SocketTable): readonly DumpedSocket[] {
  return Array.from({ length: table.length }, (_, row) => {
    const state = table.state[row] ?? 0;
    return {
      state: isTcpState(state) ? tcpStateName(state) : String(state),
      local: `${localAddressText(table, row)} ${String(table.localPort[row])}`,
      remote: `${remoteAddressText(table, row)} ${String(table.remotePort[row])}`,
      receiveQueue: table.receiveQueue[row] ?? -1,
      sendQueue: table.sendQueue[row] ?? -1,
      uid: table.uid[row] ?? -1,
      inode: table.inode[row] ?? -1,
      timer: table.timer[row] ?? -1,
      timerMs: table.timerMs[row] ?? -1,
      acceptQueueLimit: table.acceptQueueLimit?.[row] ?? null,
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
