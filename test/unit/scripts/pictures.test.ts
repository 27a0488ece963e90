import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pictures, tests } from '../../../scripts/pictures/list.ts';
import { repository } from '../../support/paths.ts';

describe('the pictures for users', () => {
  const files = pictures.map(({ file }) => `media/${file}`);

  it('have every picture of the README, so that all are taken anew together', () => {
    const readme = readFileSync(join(repository, 'README.md'), 'utf8');
    const shown = Array.from(readme.matchAll(/\]\((media\/\S+\.png)\)/gu), ([, path]) => path ?? '');
    assert.ok(shown.length > 0);
    assert.deepEqual(
      shown.filter((path) => !files.includes(path)),
      [],
    );
  });

  it('come from tests that exist', () => {
    assert.deepEqual(
      tests.filter((test) => !existsSync(join(repository, test))),
      [],
    );
  });

  it('are screenshots that one of the tests takes', () => {
    const text = tests.map((test) => readFileSync(join(repository, test), 'utf8')).join('\n');
    const themes = /-(?:light|dark|highContrast)(?:-\d+)?$/u;
    for (const { screenshot } of pictures)
      assert.ok(text.includes(screenshot.replace(themes, '')), screenshot);
  });
});
