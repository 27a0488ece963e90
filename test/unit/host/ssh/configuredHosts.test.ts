import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configuredHosts } from '../../../../src/host/ssh/configuredHosts.ts';

describe('configuredHosts', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'socket-diagnostics-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function hosts(files: Readonly<Record<string, string>>): Promise<readonly object[]> {
    await mkdir(join(folder, 'config.d'));
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    return configuredHosts(join(folder, 'config'), folder);
  }

  it('finds hosts in order, without patterns, and follows Include', async () => {
    const found = await hosts({
      config:
        'Include config.d/*.conf\nHost web1 web2 *.example !bad\n  HostName 10.0.0.1\n  Include nested\nHost *\n  User me\nMatch host x\n  Port 3\n',
      'config.d/b.conf': 'host db\n hostname=db.internal\n',
      'config.d/a.conf': 'Host "no host" "cache"\n',
      'config.d/c.txt': 'Host never\n',
      nested: 'Host deep\n',
    });
    assert.deepEqual(found, [
      { name: 'cache' },
      { name: 'db', hostName: 'db.internal' },
      { name: 'web1', hostName: '10.0.0.1' },
      { name: 'web2', hostName: '10.0.0.1' },
      { name: 'deep' },
    ]);
  });

  it('ends when files include each other', async () => {
    const found = await hosts({ config: 'Include other\nHost a\n', other: 'Include config\nHost b\n' });
    assert.deepEqual(
      new Set(found.map((host) => JSON.stringify(host))),
      new Set(['{"name":"a"}', '{"name":"b"}']),
    );
  });

  it('finds nothing where there is nothing, or nonsense', async () => {
    assert.deepEqual(await hosts({ config: 'Host "unclosed\n\0\0 = \nHost\n' }), []);
    assert.deepEqual(await configuredHosts(join(folder, 'none'), folder), []);
  });
});
