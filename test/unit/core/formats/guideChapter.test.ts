import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formats } from '../../../../src/core/formats/formats.ts';
import { repository } from '../../../support/paths.ts';

describe('the chapter “Where parameters are set”', () => {
  const rows = readFileSync(join(repository, 'media/guide/where.md'), 'utf8')
    .split('\n')
    .filter((line) => /^\| `/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()));

  for (const { id } of formats)
    it(`says of ${id} what happens to the value, who refuses it, and how to see it in effect`, () => {
      const row = rows.find(([, names = '']) => names.includes(`\`${id}\``));
      assert.ok(row, `no row for ${id}`);
      const inEffect = rows.filter(([, names = '']) => names.includes(`\`${id}\``)).at(-1);
      assert.notEqual(inEffect, row, `not how to see the value of ${id} in effect`);
      const [, , read = '', happens = '', refuses = ''] = row;
      for (const cell of [read, happens, refuses]) assert.ok(cell.length > 10, row.join(' | '));
    });
});
