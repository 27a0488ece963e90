import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readConfiguration } from '../../../src/host/configuration.ts';

describe('readConfiguration', () => {
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'sysctl-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  async function write(path: string, text = ''): Promise<void> {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }

  it('knows the modules that boot loads', async () => {
    await write('usr/lib/modules-load.d/a.conf', 'one');
    await write('usr/lib/modules-load.d/b.conf', 'two');
    await write('etc/modules', 'three');
    await mkdir(join(root, 'etc/modules-load.d'));
    await symlink('/dev/null', join(root, 'etc/modules-load.d/a.conf'));
    const { modulesAtBoot, isHost } = await readConfiguration({ root });
    assert.deepEqual([[...modulesAtBoot], isHost], [['two', 'three'], false]);
  });

  it('reads no module list that leads elsewhere, or is larger than any real one', async () => {
    await write('secret', 'stolen');
    await write('etc/modules-load.d/a.conf', '\n'.repeat((1 << 20) + 1) + 'one');
    await symlink('../../secret', join(root, 'etc/modules-load.d/b.conf'));
    const { modulesAtBoot } = await readConfiguration({ root });
    assert.deepEqual([...modulesAtBoot], []);
  });

  it('looks beside a folder of no root', async () => {
    await write('sysctl.d/a.conf', 'a = 1');
    await write('modules-load.d/a.conf', 'br_netfilter');
    const { modulesAtBoot, files, tools } = await readConfiguration({
      root,
      folder: join(root, 'sysctl.d'),
    });
    assert.deepEqual([[...modulesAtBoot], files.length, tools], [['br_netfilter'], 1, {}]);
  });

  for (const [system, paths, tools] of [
    [
      'Debian 12',
      ['x86_64-linux-gnu/systemd/libsystemd-shared-252.so', 'x86_64-linux-gnu/libproc2.so.0'],
      [252, 4],
    ],
    ['Ubuntu 18.04', ['systemd/libsystemd-shared-237.so', 'x86_64-linux-gnu/libprocps.so.6'], [237, 3]],
    ['Fedora 38', ['../lib64/systemd/libsystemd-shared-253.4-1.fc38.so', '../lib64/libproc2.so.0'], [253, 4]],
    ['neither', ['libother.so.1'], [undefined, undefined]],
  ] as const) {
    it(`tells the versions of the tools by the names of their libraries: ${system}`, async () => {
      for (const path of paths) await write(join('usr/lib', path));
      const { systemd, procps } = (await readConfiguration({ root })).tools;
      assert.deepEqual([systemd, procps], tools);
    });
  }
});
