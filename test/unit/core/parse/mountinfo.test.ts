import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parseMountinfo } from '../../../../src/core/parse/mountinfo.ts';

describe('the mounts of a process', () => {
  it('are read with any number of optional fields', () => {
    const text =
      '25 30 0:23 / /sys rw,nosuid shared:7 - sysfs sysfs rw\n' +
      '98 0 8:1 /srv/app /work rw,relatime shared:1 master:2 - ext4 /dev/sda1 rw\n' +
      '40 25 0:12 / /sys/kernel/tracing rw - tracefs tracefs rw\n';
    assert.deepEqual(parseMountinfo(text), [
      { device: '0:23', root: '/', mountPoint: '/sys', type: 'sysfs' },
      { device: '8:1', root: '/srv/app', mountPoint: '/work', type: 'ext4' },
      { device: '0:12', root: '/', mountPoint: '/sys/kernel/tracing', type: 'tracefs' },
    ]);
  });

  it('have blanks and backslashes in their paths', () => {
    const [mount] = parseMountinfo('98 0 8:1 /a\\040b /c\\134d rw - ext4 /dev/sda1 rw');
    assert.deepEqual([mount?.root, mount?.mountPoint], ['/a b', '/c\\d']);
  });

  it('leave out what is no mount', () => {
    assert.deepEqual(parseMountinfo('\nnonsense\n1 2 3'), []);
  });

  it('are read from a real process', function () {
    if (process.platform !== 'linux') return;
    const mounts = parseMountinfo(readFileSync('/proc/self/mountinfo', 'utf8'));
    assert.ok(mounts.some(({ mountPoint, type }) => mountPoint === '/proc' && type === 'proc'));
  });
});
