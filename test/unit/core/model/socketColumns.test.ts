import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { columnNames, columnOf, isOptional, largestIn } from '../../../../src/core/model/socketColumns.ts';
import { emptyRecord } from '../../../../src/core/model/socketTable.ts';
import { SocketTableBuilder } from '../../../../src/core/model/socketTableBuilder.ts';
import { repository } from '../../../support/paths.ts';

interface SnapshotSchema {
  readonly definitions: {
    readonly SavedColumns: {
      readonly properties: Readonly<Record<string, unknown>>;
      readonly required: readonly string[];
    };
  };
}

describe('the columns of a socket table', () => {
  it('are all written by the builder, each with the largest value that it can have', () => {
    const builder = new SocketTableBuilder();
    const record = emptyRecord();
    builder.add(record);
    const largest = Object.fromEntries(columnNames.map((name) => [name, largestIn(name)]));
    builder.add(Object.assign(record, largest));
    const table = builder.build(columnNames.filter(isOptional));
    for (const name of columnNames) {
      assert.deepEqual(
        [...(table[name] ?? [])],
        [Math.max(0, columnOf(name).empty ?? 0), largestIn(name)],
        name,
      );
      assert.equal((table[name]?.BYTES_PER_ELEMENT ?? 0) * 8, columnOf(name).bits, name);
    }
  });

  it('are aligned, in one buffer', () => {
    const builder = new SocketTableBuilder();
    const table = builder.build(columnNames.filter(isOptional));
    assert.equal(new Set(columnNames.map((name) => table[name]?.buffer)).size, 1);
  });

  it('are the columns of the published schema of snapshots, the optional ones not required', () => {
    const text = readFileSync(join(repository, 'schemas/snapshot.schema.json'), 'utf8');
    const { properties, required } = (JSON.parse(text) as SnapshotSchema).definitions.SavedColumns;
    assert.deepEqual(Object.keys(properties).toSorted(), columnNames.toSorted());
    assert.deepEqual(required.toSorted(), columnNames.filter((name) => !isOptional(name)).toSorted());
  });
});
