import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CancelledError } from '../../../src/core/model/cancellation.ts';
import { ok } from '../../../src/core/model/outcome.ts';
import { writeTextFile } from '../../../src/host/textFile.ts';
import { run } from '../../support/run.ts';

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

  it('keeps the rights of a file that it replaces', async () => {
    await writeFile(path, 'before');
    await chmod(path, 0o640);
    assert.deepEqual(await writeTextFile(path, ['after'], never), ok(undefined));
    assert.equal(await readFile(path, 'utf8'), 'after');
    assert.equal((await stat(path)).mode & 0o777, 0o640);
  });

  it('follows no link: neither under the name nor where the unfinished file was once', async () => {
    const victim = join(folder, 'victim');
    await writeFile(victim, 'precious');
    await symlink(victim, `${path}.unfinished`);
    assert.deepEqual(await writeTextFile(path, ['mine'], never), ok(undefined));
    await symlink(victim, join(folder, 'link'));
    const outcome = await writeTextFile(join(folder, 'link'), ['mine'], never);
    assert.ok(outcome.kind === 'failed' && outcome.problem.message.includes('is a link'));
    assert.equal(await readFile(victim, 'utf8'), 'precious');
  });

  it('replaces nothing that is no file', async () => {
    await mkdir(path);
    await run('mkfifo', [join(folder, 'fifo')]);
    for (const other of [path, join(folder, 'fifo'), '/dev/null', '/dev/stdout']) {
      const outcome = await writeTextFile(other, ['mine'], never);
      assert.ok(outcome.kind === 'failed' && /is not a file|is a link/.test(outcome.problem.message), other);
    }
    assert.deepEqual((await readdir(folder)).sort(), ['a.txt', 'fifo']);
  });

  it('says why it cannot write, and leaves nothing', async () => {
    const outcome = await writeTextFile(join(folder, 'no/a.txt'), ['one'], never);
    assert.ok(outcome.kind === 'failed' && outcome.problem.message.includes('ENOENT'));
    assert.deepEqual(await readdir(folder), []);
  });
});
