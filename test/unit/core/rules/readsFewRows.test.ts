import assert from 'node:assert/strict';
import { aggregate } from '../../../../src/core/aggregate/aggregate.ts';
import { columnNames } from '../../../../src/core/model/socketColumns.ts';
import type { SocketTable } from '../../../../src/core/model/socketTable.ts';
import { evaluate, ownersWanted } from '../../../../src/core/rules/evaluate.ts';
import { liveRules } from '../../../../src/core/rules/liveRules.ts';
import { evidence, readings } from '../../../support/evidence.ts';
import { connected, onPorts, socketTable, timeWait, type SocketRow } from '../../../support/sockets.ts';

const waiting = 5000;
const rows: readonly SocketRow[] = [
  { state: 'LISTEN', local: '10.0.0.1:80', inode: 1 },
  ...onPorts(20_000, 60, (port) => ({
    state: 'CLOSE_WAIT',
    local: '10.0.0.1:80',
    remote: `10.0.0.9:${String(port)}`,
    inode: port,
  })),
  ...connected(32_768, 28_232, waiting, (port) => timeWait(`10.0.0.1:${String(port)}`, '10.0.0.9:443')),
];

/** Counts how often an element of a column is read. */
function counted(table: SocketTable): { readonly table: SocketTable; readonly reads: () => number } {
  let reads = 0;
  const columns = columnNames.map((name) => {
    const column = table[name];
    const get = (target: object, key: string | symbol): unknown => {
      if (typeof key === 'string' && /^\d/.test(key)) reads++;
      return Reflect.get(target, key, target);
    };
    return [name, column && new Proxy(column, { get })] as const;
  });
  return { table: { ...table, ...Object.fromEntries(columns) }, reads: () => reads };
}

describe('rules on a table of which nearly all is in TIME_WAIT', () => {
  it('look at its states twice, all of them together, and otherwise at the few other sockets', () => {
    const input = evidence({ rows: [], lines: 'ip_local_port_range = 32768 60999', counters: readings({}) });
    const plain = socketTable(rows);
    const aggregation = aggregate(plain, input.parameters ?? new Map(), undefined);
    const { table, reads } = counted(plain);
    const judged = { ...input, sockets: { table, aggregation } };
    ownersWanted(liveRules, judged);
    const { findings } = evaluate(liveRules, judged);
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ['close-wait-pile-up'],
    );
    assert.ok(reads() < 2.5 * rows.length, `${String(reads())} values of ${String(rows.length)} rows`);
  });
});
