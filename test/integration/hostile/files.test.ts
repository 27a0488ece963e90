import assert from 'node:assert/strict';
import { readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cliPath } from '../../support/cli.ts';
import type { Namespace } from '../../support/namespace.ts';
import { nodePath } from '../../support/paths.ts';
import { run, type Ran } from '../../support/run.ts';
import { Setup } from '../../support/setup.ts';

describe('files that are written and opened', function () {
  this.timeout(60_000);
  const setup = new Setup();
  let namespace: Namespace;
  let folder: string;

  before(async () => {
    namespace = await setup.namespace();
    const traffic = setup.traffic(namespace);
    await traffic.clientTimeWait({ count: 3000, address: '127.0.1.1', port: 8001 });
    folder = await setup.folder();
  });

  /** Runs lines of sh on a file system of 600 kB of its own; `$1` and `$2` are Node.js and the command line. */
  function onSmallDisk(lines: string): Promise<Ran> {
    const script = `set -e; mount -t tmpfs -o size=600k none ${folder}; cd ${folder}\n${lines}`;
    return namespace.run('unshare', ['--mount', 'sh', '-c', script, 'sh', nodePath, cliPath]);
  }

  it('leaves the snapshot of before whole on a full disk, and nothing half written', async () => {
    const { stdout, stderr, status } = await onSmallDisk(`
      "$1" "$2" inspect --save a.json > /dev/null || [ $? -lt 3 ]
      before=$(sha256sum a.json); chmod 640 a.json
      dd if=/dev/zero of=filler bs=1k count=10000 2>/dev/null || true
      said=0; "$1" "$2" inspect --save a.json > /dev/null || said=$?
      [ "$before" = "$(sha256sum a.json)" ] && echo "same $said $(stat -c %a a.json) $(ls -A | tr '\\n' ' ')"`);
    assert.equal(status, 0, stderr);
    assert.equal(stdout.trim(), 'same 3 640 a.json filler');
    assert.match(stderr, /The file could not be saved: ENOSPC/);
  });

  it('opens neither a folder nor what waits for a writer, and says so at once', async () => {
    await run('mkfifo', [join(folder, 'fifo')]);
    for (const path of [folder, join(folder, 'fifo'), '/dev/zero', '/dev/full', '/dev/tty', '/proc/kmsg']) {
      const { status, stdout, stderr } = await run(nodePath, [cliPath, 'inspect', '--open', path], {
        timeoutMs: 15_000,
      });
      assert.equal(status, 3, `${path}: ${stdout}${stderr}`);
      assert.doesNotMatch(stderr, /\bat .*\.js:/, path);
    }
    assert.deepEqual(await readdir(folder), ['fifo']);
  });

  for (const [name, args] of Object.entries({
    'sockets --open': ['sockets', '--open', '/dev/zero'],
    'causes --open': ['causes', '--open', '/dev/zero'],
    lint: ['lint', '/dev/zero'],
    parameters: ['parameters', '/dev/zero'],
    'causes of what is no folder': ['causes', '/dev/zero'],
    'inspect --source': ['inspect', '--source', '/dev/zero'],
    'fleet --token-file': ['fleet', '--prometheus', 'http://127.0.0.1:9', '--token-file', '/dev/zero'],
    'exporter --web-config': ['exporter', '--web-config', '/dev/zero'],
  }))
    it(`reads no device that has no end, and says so at once: ${name}`, async () => {
      const { status, stdout, stderr } = await run(nodePath, [cliPath, ...args], { timeoutMs: 15_000 });
      assert.equal(status, 3, `${stdout.slice(0, 300)}${stderr}`);
      assert.doesNotMatch(stderr, /\bat .*\.js:/);
    });

  it('reads none that a repository names as its rules', async () => {
    const repository = await setup.folder();
    await symlink('/dev/zero', join(repository, '.gitignore'));
    await writeFile(join(repository, 'a.conf'), 'a\n');
    const { status, stderr } = await run(nodePath, [cliPath, 'causes', repository], { timeoutMs: 15_000 });
    assert.ok(status !== null && status < 3, stderr);
  });

  it('opens no file that is larger than any snapshot', async () => {
    const path = join(folder, 'large.json');
    await run('truncate', ['--size', '1G', path]);
    const { status, stdout, stderr } = await run(nodePath, [cliPath, 'inspect', '--open', path]);
    assert.equal(status, 3, stdout);
    assert.match(stdout + stderr, /larger than 200 MB/);
  });

  it('is done with `inspect | head -1` without a trace', async () => {
    const script = '{ "$1" "$2" inspect --json; echo "status $?" >&2; } | head -1';
    const { stdout, stderr } = await namespace.run('sh', ['-c', script, 'sh', nodePath, cliPath]);
    assert.equal(stdout, '{\n');
    assert.match(stderr, /^status [0-2]\n$/);
  });

  it('says on a full standard output that it is full', async () => {
    const script = '"$1" "$2" inspect --json > /dev/full; echo "status $?"';
    const { stdout, stderr } = await namespace.run('sh', ['-c', script, 'sh', nodePath, cliPath]);
    assert.equal(stdout, 'status 3\n');
    assert.match(stderr, /ENOSPC|no space left/);
  });

  it('prints no control character of a host, not even in JSON', async () => {
    const saved = join(folder, 'saved.json');
    const { status } = await namespace.run(nodePath, [cliPath, 'inspect', '--save', saved]);
    assert.ok(status !== null && status < 3);
    const text = (await readFile(saved, 'utf8')).replace('"hostLabel":"', '"hostLabel":"\u009b31m\u202e');
    const hostile = join(folder, 'hostile.json');
    await run('sh', ['-c', 'cat > "$1"', 'sh', hostile], { input: text });
    for (const args of [['inspect'], ['inspect', '--json'], ['sockets', '--json']]) {
      const { stdout } = await run(nodePath, [cliPath, ...args, '--open', hostile]);
      assert.doesNotMatch(stdout.replaceAll('\n', ''), /[\p{Cc}\u202e\u2028\u2029]/u, args.join(' '));
    }
  });
});
