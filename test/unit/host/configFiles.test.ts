import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfigFiles } from '../../../src/host/configFiles.ts';
import { run } from '../../support/run.ts';

describe('readConfigFiles', () => {
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'sysctl-'));
    for (const directory of ['etc/sysctl.d', 'usr/lib/sysctl.d'])
      await mkdir(join(root, directory), { recursive: true });
  });
  afterEach(() => rm(root, { recursive: true }));

  it('reads files, keeps links among them and masks, and follows no link that leads elsewhere', async () => {
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
      '/etc/sysctl.d/60-other.conf': { kind: 'unreadable', why: 'outside' },
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

  it('follows no folder that leads elsewhere', async () => {
    await mkdir(join(root, 'secret'));
    await writeFile(join(root, 'secret/a.conf'), 'token = 1');
    await mkdir(join(root, 'repository/etc'), { recursive: true });
    await symlink(join(root, 'secret'), join(root, 'repository/sysctl.d'));
    await symlink(join(root, 'secret'), join(root, 'repository/etc/sysctl.d'));
    const repository = join(root, 'repository');
    const outside = [{ path: '/etc/sysctl.d', content: { kind: 'unreadable', why: 'outside' } }];
    assert.deepEqual(
      await readConfigFiles({ root: repository, folder: join(repository, 'sysctl.d') }),
      outside,
    );
    assert.deepEqual(await readConfigFiles({ root: repository }), outside);
  });

  it('reads no more than any real configuration has', async () => {
    const folder = join(root, 'etc/sysctl.d');
    await writeFile(join(folder, '00-large.conf'), '\n'.repeat((1 << 20) + 1));
    await writeFile(join(root, 'usr/lib/sysctl.d/megabyte'), '#'.repeat(1 << 20));
    for (let at = 0; at < 1200; at++)
      await symlink('../../usr/lib/sysctl.d/megabyte', join(folder, `${String(at + 1000)}.conf`));
    const files = await readConfigFiles({ root });
    const texts = files.flatMap(({ content }) => (content.kind === 'text' ? [content.text.length] : []));
    assert.ok(texts.reduce((sum, length) => sum + length, 0) <= 4 << 20);
    const unreadable = files.filter(({ content }) => content.kind === 'unreadable').map(({ path }) => path);
    assert.ok(unreadable.includes('/etc/sysctl.d'));
    assert.ok(unreadable.includes('/etc/sysctl.d/00-large.conf'));
  });

  it('does not wait for what looks like a file', async () => {
    await run('mkfifo', [join(root, 'etc/sysctl.d/a.conf')]);
    assert.deepEqual(await readConfigFiles({ root }), []);
  });

  it('finds nothing where there is nothing', async () => {
    assert.deepEqual(await readConfigFiles({ root: join(root, 'none') }), []);
  });
});
