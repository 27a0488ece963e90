import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isCreatableIn } from '../../../src/host/creatableFile.ts';

describe('a file that a fix would create', () => {
  let top = '';
  const at = (path: string): string => join(top, path);
  const isCreatable = (path: string, folders = ['w']): Promise<boolean> =>
    isCreatableIn(at(path), folders.map(at));

  beforeEach(() => {
    top = mkdtempSync(join(tmpdir(), 'creatable-'));
    for (const folder of ['w/sysctl.d', 'elsewhere']) mkdirSync(at(folder), { recursive: true });
  });
  afterEach(() => rmSync(top, { recursive: true }));

  it('is in the workspace, in a folder that is there or not', async () => {
    assert.equal(await isCreatable('w/sysctl.d/a.conf'), true);
    assert.equal(await isCreatable('w/x/y/sysctl.d/a.conf'), true);
    symlinkSync(at('w/sysctl.d'), at('w/inner'));
    assert.equal(await isCreatable('w/inner/a.conf'), true, 'a link that stays inside');
    symlinkSync(at('w'), at('link'));
    assert.equal(await isCreatable('link/sysctl.d/a.conf', ['link']), true, 'a workspace behind a link');
  });

  it('does not exist, not even as a link', async () => {
    writeFileSync(at('w/sysctl.d/a.conf'), '');
    assert.equal(await isCreatable('w/sysctl.d/a.conf'), false);
    writeFileSync(at('elsewhere/.profile'), '');
    symlinkSync(at('elsewhere/.profile'), at('w/sysctl.d/b.conf'));
    assert.equal(await isCreatable('w/sysctl.d/b.conf'), false);
    symlinkSync(at('elsewhere/not-there'), at('w/sysctl.d/c.conf'));
    assert.equal(await isCreatable('w/sysctl.d/c.conf'), false);
  });

  it('is not written through a folder that leads out of the workspace', async () => {
    symlinkSync(at('elsewhere'), at('w/out'));
    assert.equal(await isCreatable('w/out/a.conf'), false);
    assert.equal(await isCreatable('w/out/sysctl.d/a.conf'), false);
    symlinkSync(at('not-there'), at('w/nowhere'));
    assert.equal(await isCreatable('w/nowhere/a.conf'), false);
    writeFileSync(at('w/file'), '');
    assert.equal(await isCreatable('w/file/a.conf'), false, 'below a file');
    assert.equal(await isCreatable('elsewhere/a.conf'), false);
    assert.equal(await isCreatable('w/sysctl.d/a.conf', []), false);
  });
});
