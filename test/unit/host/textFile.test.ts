import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CancelledError } from '../../../src/core/model/cancellation.ts';
import { ok } from '../../../src/core/model/outcome.ts';
import { writeTextFile } from '../../../src/host/textFile.ts';

describe('writeTextFile', () => {
  const never = new AbortController().signal;
  let folder: string;
  let path: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'socket-diagnostics-'));
    path = join(folder, 'a.txt');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('writes piece after piece, for the owner alone', async () => {
    const long = 'x'.repeat(1_000_000);
    assert.deepEqual(await writeTextFile(path, ['one\n', long, '\nthree\n'], never), ok(undefined));
    assert.equal(await readFile(path, 'utf8'), `one\n${long}\nthree\n`);
    assert.equal((await stat(path)).mode & 0o777, 0o600);
  });

  it('leaves what was there when it is cancelled between two pieces', async () => {
    await writeTextFile(path, ['before'], never);
    const controller = new AbortController();
    function* pieces(): Generator<string> {
      yield 'first';
      controller.abort();
      yield 'second';
    }
    await assert.rejects(writeTextFile(path, pieces(), controller.signal), CancelledError);
    assert.equal(await readFile(path, 'utf8'), 'before');
    assert.deepEqual(await readdir(folder), ['a.txt']);
  });

  it('says why it cannot write, and leaves nothing', async () => {
    const outcome = await writeTextFile(join(folder, 'no/a.txt'), ['one'], never);
    assert.ok(outcome.kind === 'failed' && outcome.problem.message.includes('ENOENT'));
    assert.deepEqual(await readdir(folder), []);
  });
});
