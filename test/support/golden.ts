import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repository } from './paths.ts';

/**
 * Compares a text with a file below test/fixtures. UPDATE_GOLDEN=1 writes the file instead: look at the difference
 * before it is committed.
 */
export function assertGolden(name: string, text: string): void {
  const path = join(repository, 'test/fixtures', name);
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  assert.equal(text, readFileSync(path, 'utf8'));
}
