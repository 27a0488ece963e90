import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../support/paths.ts';

/** The rows of SECURITY.md's table of guarantees. */
const guarantees = readFileSync(join(repository, 'SECURITY.md'), 'utf8')
  .split('## Guarantees and their tests')[1]
  ?.split('\n')
  .filter((line) => line.startsWith('|'))
  .slice(2)
  .map((line) => line.split('|').map((cell) => cell.trim()));

describe('SECURITY.md', () => {
  it('names a test for each guarantee that there is, by its file and title', () => {
    assert.ok(guarantees !== undefined && guarantees.length > 30);
    for (const [, guarantee = '', test = ''] of guarantees) {
      const [, file = '', title = ''] = /^`([^`]+)`: (.+)$/.exec(test) ?? [];
      assert.notEqual(title, '', `${guarantee}: ${test} names no test`);
      assert.ok(existsSync(join(repository, file)), `${guarantee}: there is no ${file}`);
      const titles = [
        ...readFileSync(join(repository, file), 'utf8').matchAll(
          /\bit\(\s*(?:'((?:[^'\\]|\\.)*)'|`([^`]*)`)/g,
        ),
      ].map(([, plain, template]) => plain ?? template ?? '');
      assert.ok(
        titles.some((known) => known.startsWith(title)),
        `${guarantee}: ${file} has no test “${title}”`,
      );
    }
  });
});
