import assert from 'node:assert/strict';
import fc from 'fast-check';
import { columnNames, isOptional, type ColumnName } from '../../../../src/core/model/socketColumns.ts';
import type { SocketRecord } from '../../../../src/core/model/socketTable.ts';
import { SocketTableBuilder } from '../../../../src/core/model/socketTableBuilder.ts';
import { arbitrarySocket } from '../../../support/arbitraries.ts';
import { onPorts, rowsOf, socketTable, timeWait } from '../../../support/sockets.ts';

describe('SocketTableBuilder', () => {
  it('gives back what was added', () => {
    fc.assert(
      fc.property(fc.array(arbitrarySocket, { maxLength: 20 }), (sockets) => {
        const rows = rowsOf(socketTable(sockets, ['acceptQueueLimit']));
        assert.deepEqual(rowsOf(socketTable(rows, ['acceptQueueLimit'])), rows);
        assert.equal(rows.length, sockets.length);
      }),
    );
  });

  it('keeps every row when it grows', () => {
    const rows = onPorts(1, 20_000, (port) => timeWait(`10.0.0.1:${port}`, '10.0.0.2:80', port % 60));
    const table = socketTable(rows);
    assert.equal(table.length, 20_000);
    assert.ok(
      Object.values(table).every((column) => !ArrayBuffer.isView(column) || column.byteLength >= 20_000),
    );
    assert.deepEqual(rowsOf(table), rows);
  });

  it('has room for more and for fewer than were expected', () => {
    const rows = onPorts(1, 3000, (port) => timeWait(`10.0.0.1:${port}`, '10.0.0.2:80', port % 60));
    for (const expected of [0, 1, 1500, 2999, 3001, 1e12]) {
      const table = socketTable(rows, [], new SocketTableBuilder(undefined, expected));
      assert.deepEqual(rowsOf(table), rows, String(expected));
    }
  });

  it('makes columns as long as the table', () => {
    const table = socketTable([timeWait('10.0.0.1:1', '10.0.0.2:80')]);
    assert.deepEqual([table.state.length, table.inode.length, table.timerMs.length], [1, 1, 1]);
    assert.equal(socketTable([]).state.length, 0);
  });

  it('leaves out the column that the source does not have', () => {
    const listen = { state: 'LISTEN', local: '0.0.0.0:80' } as const;
    assert.equal(socketTable([listen]).acceptQueueLimit, undefined);
    assert.deepEqual([...(socketTable([listen], ['acceptQueueLimit']).acceptQueueLimit ?? [])], [0]);
  });

  it('has the column once a row has a limit, be it 0', () => {
    const table = socketTable([{ state: 'LISTEN', local: '0.0.0.0:80', acceptQueueLimit: 0 }]);
    assert.deepEqual([...(table.acceptQueueLimit ?? [])], [0]);
  });

  it('leaves nothing of rows that were taken back', () => {
    const builder = new SocketTableBuilder();
    const recordOf = (value: (name: ColumnName) => number): SocketRecord =>
      Object.fromEntries(columnNames.map((name) => [name, value(name)])) as unknown as SocketRecord;
    builder.add(recordOf(() => 1));
    builder.truncate(0);
    builder.add(recordOf((name) => (isOptional(name) ? -1 : 0)));
    const table = builder.build(columnNames.filter(isOptional));
    assert.deepEqual([table.length, table.addresses.size], [1, 0]);
    for (const name of columnNames) assert.deepEqual([...(table[name] ?? [])], [0], name);
  });

  it('knows how many rows it has', () => {
    assert.equal(new SocketTableBuilder().length, 0);
  });
});
