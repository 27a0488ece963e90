import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ssCollector } from '../../../../src/core/collect/ssCollector.ts';
import { inspect, inspectSaved, type Inspection } from '../../../../src/core/inspect/inspect.ts';
import { heldInodes } from '../../../../src/core/model/heldInodes.ts';
import { valueOf } from '../../../../src/core/model/outcome.ts';
import { SeededMap, SeededSet } from '../../../../src/core/model/seededMap.ts';
import { decodeSnapshot } from '../../../../src/core/model/snapshotFile/decodeSnapshot.ts';
import { encodeSnapshot } from '../../../../src/core/model/snapshotFile/encodeSnapshot.ts';
import { usualShape } from '../../../../src/core/model/treeShape.ts';
import { TreeMaker } from '../../../../src/core/tree/treeMaker.ts';
import { chosenNumbers } from '../../../support/chosenNumbers.ts';
import { FakeHost, never } from '../../../support/fakeHost.ts';
import { parseSs } from '../../../support/parsing.ts';
import { assertProportional, assertProportionalInTime } from '../../../support/proportional.ts';

const word = fc.oneof(fc.nat(9), fc.nat(2 ** 32 - 1), fc.constantFrom(0x7fffffff, 0x80000000, 0xffffffff));

describe('SeededMap and SeededSet', () => {
  it('are a map and a set, whatever the words of 32 bits', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(word, fc.nat(9))), (entries) => {
        const expected = new Map(entries);
        const map = new SeededMap(entries);
        const set = new SeededSet(expected.keys());
        assert.deepEqual([...map], [...expected]);
        assert.deepEqual([...map.keys()], [...expected.keys()]);
        assert.deepEqual([...map.values()], [...expected.values()]);
        assert.deepEqual([...set], [...expected.keys()]);
        assert.deepEqual([map.size, set.size], [expected.size, expected.size]);
        for (const [key, value] of expected) {
          assert.deepEqual([map.has(key), map.get(key), set.has(key)], [true, value, true]);
        }
        const other = 0x12345678;
        assert.deepEqual([map.has(other), set.has(other)], [expected.has(other), expected.has(other)]);
        assert.equal(set.delete(entries[0]?.[0] ?? 0), expected.delete(entries[0]?.[0] ?? 0));
        assert.deepEqual([...set], [...expected.keys()]);
      }),
    );
  });
});

describe('inodes and process ids that were chosen to meet in a hash without a secret', function () {
  this.timeout(60_000);
  const most = 32_768;
  const chosen = chosenNumbers(most);
  const rows = chosen.map(
    (number) => `ESTAB 0 0 1.1.1.1:1 1.1.1.1:1 ino:${number} users:(("ab",pid=${number},fd=3))\n`,
  );
  const inspected = (size: number): Promise<Inspection> =>
    inspect({
      host: new FakeHost({ answers: { ss: rows.slice(0, size).join('') } }),
      collectors: [ssCollector({ processes: true })],
      choice: 'ss',
      cancellation: never,
      now: () => 1_700_000_000_123,
      onProgress: () => undefined,
    });

  it('are a danger still: the engine’s own map walks', () => {
    assert.throws(() => {
      assertProportional(
        'a Map',
        (size) => new Map(chosen.slice(0, size).map((key) => [key, key])),
        most / 4,
      );
    }, /8 times the input/);
  });

  it('take time in proportion to their number in what ss prints', () => {
    assertProportional('SsParser', (size) => parseSs(rows.slice(0, size).join('')), most);
  });

  it('take time in proportion to their number in an inspection', () =>
    assertProportionalInTime('inspect', inspected, most));

  it('take time in proportion to their number in a snapshot, its report and its tree', async () => {
    const sizes = [most, most / 8];
    const texts = new Map(
      await Promise.all(sizes.map(async (size) => [size, encodeSnapshot(await inspected(size))] as const)),
    );
    assertProportional(
      'a snapshot',
      (size) => {
        const saved = valueOf(decodeSnapshot(texts.get(size) ?? ''));
        assert.ok(saved);
        const { snapshot, owners, aggregation } = inspectSaved(saved, 'web1.json');
        const table = valueOf(snapshot.sockets);
        assert.ok(table && owners && aggregation);
        const tree = new TreeMaker(table, aggregation).make(
          { ...usualShape, grouping: 'process' },
          undefined,
          valueOf(owners),
        );
        assert.equal(heldInodes(table).size, size);
        assert.equal([...tree.rows([])].length, size);
      },
      most,
    );
  });
});
