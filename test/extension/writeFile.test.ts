import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile as put } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Uri } from 'vscode';
import { nodeSurroundings } from '../../src/extension/node/nodeSurroundings.ts';
import { writeFile } from '../../src/extension/writeFile.ts';
import { skipWhere } from '../support/skipWhere.ts';
import { desktopReason } from './support/desktopReason.ts';

const earlier = 'what was there before\n';

/** Drop-in files and reports are written with this. */
describe('a file that the extension writes', () => {
  const write = (target: Uri, text: string): Promise<void> => writeFile(target, text, nodeSurroundings);
  let folder: string;
  let path: string;

  beforeEach(async function () {
    // The suite in the embedded VS Code may mount, and sees its own mounts only.
    skipWhere(this, desktopReason());
    folder = await mkdtemp(join(tmpdir(), 'socket-diagnostics-'));
    path = join(folder, '90-web.conf');
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=80k', 'none', folder]);
  });
  afterEach(async function () {
    if (desktopReason() !== null) return;
    execFileSync('umount', [folder]);
    await rm(folder, { recursive: true, force: true });
  });

  const failing = (): Promise<unknown> =>
    write(Uri.file(path), 'x'.repeat(60_000)).then(
      () => assert.fail('it was written'),
      (error: unknown) => error,
    );

  it('is complete, and keeps the permissions of the one that it replaces', async () => {
    await write(Uri.file(path), 'a = 1\n');
    await chmod(path, 0o640);
    await write(Uri.file(path), 'a = 2\n');
    assert.equal(await readFile(path, 'utf8'), 'a = 2\n');
    assert.equal((await stat(path)).mode & 0o777, 0o640);
    assert.deepEqual(await readdir(folder), ['90-web.conf']);
  });

  it('is whole or not there on a full disk', async () => {
    const fill = (): Promise<unknown> =>
      assert.rejects(put(join(folder, 'filler'), 'x'.repeat(200_000)), /ENOSPC/);
    await fill();
    await failing();
    assert.deepEqual(await readdir(folder), ['filler']);
    await rm(join(folder, 'filler'));
    await put(path, earlier);
    await fill();
    await failing();
    assert.deepEqual((await readdir(folder)).sort(), ['90-web.conf', 'filler']);
    assert.equal(await readFile(path, 'utf8'), earlier);
  });

  it('is whole or not there where nothing may be written', async () => {
    await put(path, earlier);
    execFileSync('mount', ['-o', 'remount,ro', folder]);
    await failing();
    assert.deepEqual(await readdir(folder), ['90-web.conf']);
    assert.equal(await readFile(path, 'utf8'), earlier);
  });
});
