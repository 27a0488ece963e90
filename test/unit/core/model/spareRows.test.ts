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

/** Rows that there is room for in the memory of a table that is replaced, and that the next one asks for. */
const [oldRoom, wanted] = [1500, 1450];

function madeOf(spare: SpareRows, rows: readonly SocketRow[], expected = wanted): SocketTable {
  return socketTable(rows, ['acceptQueueLimit'], new SocketTableBuilder(undefined, expected, spare));
}

function replaced(rows: readonly SocketRow[], room = oldRoom): SocketTable {
  return madeOf(new SpareRows(), rows, room);
}

function spareOf(table: SocketTable): SpareRows {
  const spare = new SpareRows();
  spare.put(table);
  return spare;
}

const bytes = ({ state }: SocketTable): number => state.buffer.byteLength;
const bytesOfOld = bytes(replaced(busy));

describe('SpareRows', () => {
  it('makes a table of the memory of one that was replaced, with nothing of it', () => {
    const next = madeOf(spareOf(replaced(busy)), waiting);
    assert.equal(bytes(next), bytesOfOld);
    assert.deepEqual(rowsOf(next), rowsOf(madeOf(new SpareRows(), waiting)));
  });

  it('gives the same table as new memory, whatever was there', () => {
    const few = fc.array(arbitrarySocket);
    const many = fc.array(arbitrarySocket, { minLength: 200, maxLength: 400 });
    fc.assert(
      fc.property(fc.oneof(few, many), few, (before, after) => {
        const next = madeOf(spareOf(replaced(before)), after);
        assert.deepEqual(rowsOf(next), rowsOf(madeOf(new SpareRows(), after)));
      }),
    );
  });

  it('leaves the replaced table without rows: who still has it can see none of the next one', () => {
    const old = replaced(busy);
    const next = madeOf(spareOf(old), waiting);
    assert.equal(old.state.length, 0);
    assert.equal(old.localPort[0], undefined);
    assert.equal(next.localPort[0], 6);
  });

  it('is used once', () => {
    const old = replaced(busy);
    const spare = spareOf(old);
    madeOf(spare, waiting);
    assert.notEqual(bytes(madeOf(spare, waiting)), bytesOfOld);
    assert.notEqual(bytes(madeOf(spareOf(old), waiting)), bytesOfOld);
  });

  it('leaves alone a table that somebody reads', async () => {
    const old = replaced(busy);
    const rows = rowsOf(old);
    await readingTable(old, async () => {
      madeOf(spareOf({ ...old, quietMs: new Uint32Array(busy.length) }), waiting);
      await Promise.resolve();
      assert.deepEqual(rowsOf(old), rows);
    });
    assert.equal(bytes(madeOf(spareOf(old), waiting)), bytesOfOld);
  });

  it('keeps what it has if the table that comes is being read', async () => {
    const spare = spareOf(replaced(busy));
    const old = replaced(busy, 2 * oldRoom);
    await readingTable(old, () => {
      spare.put(old);
      return Promise.resolve();
    });
    assert.equal(bytes(madeOf(spare, waiting)), bytesOfOld);
  });

  it('is read until whoever reads it has failed', async () => {
    const old = replaced(busy);
    await assert.rejects(readingTable(old, () => Promise.reject(new Error('gone'))));
    assert.equal(bytes(madeOf(spareOf(old), waiting)), bytesOfOld);
  });

  it('takes no memory that is much too large or too small', () => {
    for (const [before, expected] of [
      [100_000, 40_000],
      [40_000, 100_000],
    ] as const)
      assert.notEqual(
        bytes(madeOf(spareOf(replaced(busy, before)), waiting, expected)),
        bytes(replaced(busy, before)),
      );
  });
});
