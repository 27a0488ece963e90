import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { FolderCauses } from '../../../src/server/causes/folderCauses.ts';
import { syntaxTrees } from '../../support/syntaxTrees.ts';

const call = 'import requests\ndef price(i):\n    return requests.get("http://a:8080/")\n';

describe('the sites of a folder in which files change after the scan', () => {
  let root: string;
  let folder: string;
  let causes: FolderCauses;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'scan-'));
    folder = join(root, 'shop');
    write('app.py');
    causes = new FolderCauses(folder, syntaxTrees, () => Promise.resolve(['**/hidden']));
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  function write(path: string, text = call): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }

  async function files(): Promise<readonly string[]> {
    return (await causes.workspace()).sites().map(({ file }) => file);
  }

  /** The files with sites after these have changed, in folders that were there before. */
  async function afterChange(...paths: readonly string[]): Promise<readonly string[]> {
    for (const path of paths) causes.fileChanged(join(folder, path));
    return files();
  }

  it('are those of new files, and no more those of files that are gone', async () => {
    assert.deepEqual(await files(), ['app.py']);
    write('more.py');
    unlinkSync(join(folder, 'app.py'));
    assert.deepEqual(await afterChange('more.py', 'app.py'), ['more.py']);
  });

  it('are none of a folder that .gitignore or a setting names, however deep', async () => {
    write('.gitignore', 'local/\n');
    write('sub/.gitignore', '*.py\n!kept.py\n');
    for (const path of ['local/deep/x.txt', 'hidden/x.txt', 'sub/hidden/x.txt']) write(path, '');
    assert.deepEqual(await files(), ['app.py']);
    const changed = [
      'local/a.py',
      'local/deep/a.py',
      'hidden/a.py',
      'sub/hidden/kept.py',
      'sub/a.py',
      'sub/kept.py',
    ];
    for (const path of changed) write(path);
    assert.deepEqual(await afterChange(...changed), ['app.py', 'sub/kept.py']);
  });

  it('are none of a link, to a file or a folder, nor of a file that became one', async () => {
    mkdirSync(join(root, 'other'));
    writeFileSync(join(root, 'other/a.py'), call);
    assert.deepEqual(await files(), ['app.py']);
    symlinkSync(join(root, 'other/a.py'), join(folder, 'link.py'));
    symlinkSync(join(root, 'other'), join(folder, 'linked'));
    assert.deepEqual(await afterChange('link.py', 'linked/a.py'), ['app.py']);
    unlinkSync(join(folder, 'app.py'));
    symlinkSync(join(root, 'other/a.py'), join(folder, 'app.py'));
    assert.deepEqual(await afterChange('app.py'), []);
  });

  it('follow a .gitignore that changed, came or went', async () => {
    write('local/a.py');
    assert.deepEqual(await files(), ['app.py', 'local/a.py']);
    write('.gitignore', 'local/\n');
    assert.deepEqual(await afterChange('.gitignore'), ['app.py']);
    write('.gitignore', 'app.py\n');
    assert.deepEqual(await afterChange('.gitignore'), ['local/a.py']);
    unlinkSync(join(folder, '.gitignore'));
    assert.deepEqual(await afterChange('.gitignore'), ['app.py', 'local/a.py']);
  });

  it('are scanned no second time for what packages bring with them', async () => {
    await files();
    write('node_modules/p/.gitignore', '');
    await afterChange('node_modules/p', 'node_modules/p/.gitignore');
    assert.ok(causes.isScanned);
    const begun = causes.progress;
    await files();
    assert.equal(causes.progress, begun);
  });

  it('are those of an open file that .gitignore names only while somebody looks at it', async () => {
    write('.gitignore', 'local/\n');
    write('local/a.py');
    const own = await causes.judgeText(join(folder, 'local/a.py'), call, undefined);
    assert.deepEqual(
      own.map(({ site }) => site.file),
      ['local/a.py'],
    );
    assert.deepEqual(await files(), ['app.py']);
  });

  it('know the files that a unit names, also when they or the unit change', async () => {
    write('deploy/etc/default/shop', 'STOCK_URL=http://10.0.0.5:8080\n');
    const stock = async () => (await causes.workspace()).context.variables.get('STOCK_URL');
    assert.equal(await stock(), undefined);
    write('deploy/shop.service', '[Service]\nEnvironmentFile=/etc/default/shop\n');
    causes.fileChanged(join(folder, 'deploy/shop.service'));
    assert.deepEqual(await stock(), ['10.0.0.5:8080']);
    write('deploy/etc/default/shop', 'STOCK_URL=http://10.0.0.6:8080\n');
    causes.fileChanged(join(folder, 'deploy/etc/default/shop'));
    assert.deepEqual(await stock(), ['10.0.0.6:8080']);
    causes = new FolderCauses(folder, syntaxTrees, () => Promise.resolve([]));
    assert.deepEqual(await stock(), ['10.0.0.6:8080']);
    write('.gitignore', 'default/\n');
    causes.fileChanged(join(folder, '.gitignore'));
    assert.equal(await stock(), undefined);
  });
});
