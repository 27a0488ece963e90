import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CancelledError } from '../../../src/core/model/cancellation.ts';
import { readInventory } from '../../../src/host/readInventory.ts';

describe('the inventory of a folder', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'socket-diagnostics-inventory-'));
    for (const name of ['a', 'b', 'c'])
      await writeFile(join(folder, `${name}.sh`), '#!/bin/sh\nsysctl -w vm.swappiness=1\n');
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('stops between two files when it is cancelled', async () => {
    const controller = new AbortController();
    const seen: string[] = [];
    const wants = (path: string): boolean => {
      seen.push(path);
      controller.abort();
      return true;
    };
    await assert.rejects(readInventory([folder], { wants, cancellation: controller.signal }), CancelledError);
    assert.deepEqual(seen, ['a.sh']);
  });
});
