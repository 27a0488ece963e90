import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfigFiles } from '../../../src/host/configFiles.ts';

describe('readConfigFiles', () => {
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'sysctl-'));
    for (const directory of ['etc/sysctl.d', 'usr/lib/sysctl.d'])
      await mkdir(join(root, directory), { recursive: true });
  });
  afterEach(() => rm(root, { recursive: true }));

  it('reads files, keeps links among them and masks, and reads other links through', async () => {
    await writeFile(join(root, 'etc/sysctl.conf'), 'a = 1');
    await writeFile(join(root, 'elsewhere'), 'b = 1');
    await symlink('../sysctl.conf', join(root, 'etc/sysctl.d/99-sysctl.conf'));
    await symlink('/dev/null', join(root, 'etc/sysctl.d/50-mask.conf'));
    await symlink('../../elsewhere', join(root, 'etc/sysctl.d/60-other.conf'));
    await symlink('nowhere', join(root, 'etc/sysctl.d/70-broken.conf'));
    await mkdir(join(root, 'etc/sysctl.d/80-folder.conf'));
    await symlink('usr/lib', join(root, 'lib'));
    await writeFile(join(root, 'usr/lib/sysctl.d/10-a.conf'), 'c = 1');
    const files = await readConfigFiles({ root });
    assert.deepEqual(Object.fromEntries(files.map(({ path, content }) => [path, content])), {
      '/etc/sysctl.conf': { kind: 'text', text: 'a = 1' },
      '/etc/sysctl.d/50-mask.conf': { kind: 'link', target: '/dev/null' },
      '/etc/sysctl.d/60-other.conf': { kind: 'text', text: 'b = 1' },
      '/etc/sysctl.d/99-sysctl.conf': { kind: 'link', target: '../sysctl.conf' },
      '/usr/lib/sysctl.d/10-a.conf': { kind: 'text', text: 'c = 1' },
    });
  });

  it('takes a folder that has no root for /etc/sysctl.d', async () => {
    await mkdir(join(root, 'sysctl.d'));
    await writeFile(join(root, 'sysctl.d/a.conf'), 'a = 1');
    assert.deepEqual(await readConfigFiles({ root, folder: join(root, 'sysctl.d') }), [
      { path: '/etc/sysctl.d/a.conf', content: { kind: 'text', text: 'a = 1' } },
    ]);
  });

  it('finds nothing where there is nothing', async () => {
    assert.deepEqual(await readConfigFiles({ root: join(root, 'none') }), []);
  });
});
