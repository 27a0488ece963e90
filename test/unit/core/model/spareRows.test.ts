import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { SocketTable } from '../../../../src/core/model/socketTable.ts';
import { SocketTableBuilder } from '../../../../src/core/model/socketTableBuilder.ts';
import { SpareRows } from '../../../../src/core/model/spareRows.ts';
import { readingTable } from '../../../../src/core/model/tableReaders.ts';
import { arbitrarySocket } from '../../../support/arbitraries.ts';
import { rowsOf, socketTable, timeWait, type SocketRow } from '../../../support/sockets.ts';

const busy: readonly SocketRow[] = [
  { state: 'LISTEN', local: '0.0.0.0:80', inode: 1, uid: 33, receiveQueue: 4, acceptQueueLimit: 9 },
  {
    state: 'ESTABLISHED',
    local: '10.0.0.1:80',
    remote: '10.0.0.9:5',
    inode: 2,
    sendQueue: 6,
    retransmits: 7,
  },
  timeWait('10.0.0.1:80', '10.0.0.9:6', 3),
];
const waiting: readonly SocketRow[] = [6, 7, 8].map((port) => timeWait(`10.0.0.1:${port}`, '10.0.0.2:80'));

/** A table that is made of spare memory, if it fits. */
function madeOf(spare: SpareRows, rows: readonly SocketRow[], expected = 0): SocketTable {
  return socketTable(rows, ['acceptQueueLimit'], new SocketTableBuilder(undefined, expected, spare));
}

function spareOf(table: SocketTable): SpareRows {
  const spare = new SpareRows();
  spare.put(table);
  return spare;
}

describe('SpareRows', () => {
  it('makes a table of the memory of one that was replaced, with nothing of it', () => {
    const old = madeOf(new SpareRows(), busy);
    const next = madeOf(spareOf(old), waiting);
    assert.ok(next.state.buffer === old.state.buffer);
    assert.deepEqual(rowsOf(next), rowsOf(madeOf(new SpareRows(), waiting)));
  });

  it('gives the same table as new memory, whatever was there', () => {
    fc.assert(
      fc.property(fc.array(arbitrarySocket), fc.array(arbitrarySocket), (before, after) => {
        const old = madeOf(new SpareRows(), before);
        assert.deepEqual(rowsOf(madeOf(spareOf(old), after)), rowsOf(madeOf(new SpareRows(), after)));
      }),
    );
  });

  it('is used once', () => {
    const old = madeOf(new SpareRows(), busy);
    const spare = spareOf(old);
    madeOf(spare, waiting);
    assert.ok(madeOf(spare, waiting).state.buffer !== old.state.buffer);
    assert.ok(madeOf(spareOf(old), waiting).state.buffer !== old.state.buffer);
  });

  it('leaves alone a table that somebody reads', async () => {
    const old = madeOf(new SpareRows(), busy);
    const rows = rowsOf(old);
    await readingTable(old, async () => {
      madeOf(spareOf({ ...old, quietMs: new Uint32Array(busy.length) }), waiting);
      await Promise.resolve();
      assert.deepEqual(rowsOf(old), rows);
    });
    assert.ok(madeOf(spareOf(old), waiting).state.buffer === old.state.buffer);
  });

  it('is read until whoever reads it has failed', async () => {
    const old = madeOf(new SpareRows(), busy);
    await assert.rejects(readingTable(old, () => Promise.reject(new Error('gone'))));
    assert.ok(madeOf(spareOf(old), waiting).state.buffer === old.state.buffer);
  });

  it('takes no memory that is much too large or too small', () => {
    for (const [before, expected] of [
      [100_000, 40_000],
      [40_000, 100_000],
    ] as const) {
      const old = madeOf(new SpareRows(), busy, before);
      assert.ok(madeOf(spareOf(old), waiting, expected).state.buffer !== old.state.buffer);
    }
  });
});
