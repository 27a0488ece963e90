import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readText } from '../../../src/core/collect/host.ts';
import { valueOf } from '../../../src/core/model/outcome.ts';
import { LocalHost } from '../../../src/host/localHost.ts';
import { never } from '../../support/fakeHost.ts';

describe('a file of this machine', () => {
  it('that is longer than the buffer is read as it is', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'socket-diagnostics-'));
    try {
      const path = join(folder, 'long');
      const text = Array.from({ length: 30_000 }, (_, line) => `line ${String(line)}`).join('\n');
      await writeFile(path, text);
      assert.equal(valueOf(await readText(new LocalHost(), { kind: 'file', path }, never)), text);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
