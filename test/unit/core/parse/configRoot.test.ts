import assert from 'node:assert/strict';
import { absolutePath, configPlace } from '../../../../src/core/parse/configRoot.ts';

describe('configPlace', () => {
  const cases: Readonly<Record<string, readonly [root: string, path: string] | undefined>> = {
    '/etc/sysctl.conf': ['', '/etc/sysctl.conf'],
    '/etc/sysctl.d/a.conf': ['', '/etc/sysctl.d/a.conf'],
    '/usr/lib/sysctl.d/a.conf': ['', '/usr/lib/sysctl.d/a.conf'],
    '/usr/local/lib/sysctl.d/a.conf': ['', '/usr/local/lib/sysctl.d/a.conf'],
    '/lib/sysctl.d/a.conf': ['', '/lib/sysctl.d/a.conf'],
    '/srv/image/etc/sysctl.d/a.conf': ['/srv/image', '/etc/sysctl.d/a.conf'],
    '/srv/roles/x/files/etc/sysctl.conf': ['/srv/roles/x/files', '/etc/sysctl.conf'],
    '/etc/sysctl.d/deeper/a.conf': undefined,
    '/home/me/sysctl.conf': undefined,
    '/home/me/sysctl.d/a.conf': ['/home/me', '/etc/sysctl.d/a.conf'],
  };
  for (const [absolute, expected] of Object.entries(cases)) {
    it(absolute, () => {
      const place = configPlace(absolute);
      assert.deepEqual(place && [place.root, place.path], expected);
      if (place !== undefined) assert.equal(absolutePath(place, place.path), absolute);
    });
  }
});
