import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { textFiles } from '../../../src/host/textFiles.ts';

describe('the text files of a folder', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'text-files-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** The bytes of the files that were looked at in each turn of the event loop. */
  async function bytesPerTurn(sizes: readonly number[]): Promise<readonly number[]> {
    for (const [at, size] of sizes.entries())
      writeFileSync(join(folder, `${String(at).padStart(4, '0')}.txt`), 'x'.repeat(size));
    const turns = [0];
    let isOver = false;
    const nextTurn = (): void => {
      turns.push(0);
      if (!isOver) setImmediate(nextTurn);
    };
    const wantsText = (text: string): boolean => {
      turns.push((turns.pop() ?? 0) + text.length);
      return false;
    };
    setImmediate(nextTurn);
    for await (const found of textFiles(folder, { wants: () => true, wantsText })) assert.fail(found.path);
    isOver = true;
    assert.equal(
      turns.reduce((sum, bytes) => sum + bytes, 0),
      sizes.reduce((sum, size) => sum + size, 0),
    );
    return turns;
  }

  it('are read a few megabytes at a time, so that requests are answered in between', async () => {
    const turns = await bytesPerTurn(Array.from({ length: 20 }, () => 1_000_000));
    assert.ok(Math.max(...turns) <= 3_000_000, turns.join(' '));
  });

  it('are read fifty at a time where they are small', async () => {
    const turns = await bytesPerTurn(Array.from({ length: 200 }, () => 1));
    assert.ok(Math.max(...turns) <= 51, turns.join(' '));
  });
});
