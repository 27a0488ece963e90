import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContainerMounts } from '../../../src/host/containerMounts.ts';

describe('the mounts of containers', () => {
  let proc = '';
  beforeEach(() => {
    proc = mkdtempSync(join(tmpdir(), 'proc-'));
  });
  afterEach(() => {
    rmSync(proc, { recursive: true });
  });

  const process = (pid: string, namespace: string | undefined, mounts: string | undefined): void => {
    mkdirSync(join(proc, pid, 'ns'), { recursive: true });
    if (namespace !== undefined) symlinkSync(`mnt:[${namespace}]`, join(proc, pid, 'ns/mnt'));
    if (mounts !== undefined) writeFileSync(join(proc, pid, 'mountinfo'), mounts);
  };
  const own =
    '1 0 8:1 / / rw - ext4 a rw\n2 1 8:2 / /srv rw - ext4 b rw\n3 1 8:2 /web /srv/www rw - ext4 b rw\n';
  const theirs = '4 0 8:9 / / rw - overlay o rw\n5 4 8:2 /web/app /app rw - ext4 b rw\n';

  it('lie where the deepest of our own mounts of the file system has them', () => {
    process('self', '1', own);
    process('10', '2', theirs);
    assert.deepEqual(new ContainerMounts(proc).of('10'), [{ inside: '/app', outside: '/srv/www/app' }]);
  });

  it('are no others in our own mount namespace, or where they are the same', () => {
    process('self', '1', own);
    process('10', '1', theirs);
    process('11', undefined, own);
    const mounts = new ContainerMounts(proc);
    assert.deepEqual([mounts.of('10'), mounts.of('11'), mounts.of('12')], [undefined, undefined, undefined]);
  });

  it('are read once for us, and once for all processes of a namespace', () => {
    process('self', '1', own);
    process('10', '2', theirs);
    process('11', '2', undefined);
    const mounts = new ContainerMounts(proc);
    rmSync(join(proc, 'self'), { recursive: true });
    const first = mounts.of('10');
    assert.equal(first?.length, 1);
    assert.equal(mounts.of('11'), first);
  });

  it('of another user are read though the namespace is not told', () => {
    process('self', '1', own);
    process('10', undefined, theirs);
    assert.equal(new ContainerMounts(proc).of('10')?.length, 1);
  });
});
