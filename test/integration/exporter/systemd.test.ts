import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../support/paths.ts';
import { run } from '../../support/run.ts';
import { skipWhere } from '../../support/skipWhere.ts';

const unit = join(repository, 'systemd/socket-diagnostics-exporter.service');

describe('the systemd unit of the exporter', function () {
  this.timeout(30_000);
  before(function () {
    skipWhere(this, existsSync('/usr/bin/systemd-analyze') ? null : 'systemd-analyze is not installed');
  });

  it('is hardened: an exposure of at most 2.0 by systemd’s own count', async () => {
    const args = ['security', '--offline=true', '--no-pager'];
    const { status, stdout, stderr } = await run('systemd-analyze', [...args, '--threshold=20', unit]);
    assert.equal(status, 0, stdout + stderr);
    for (const setting of [
      'User=/DynamicUser=',
      'ProtectSystem=',
      'NoNewPrivileges=',
      'AmbientCapabilities=',
    ])
      assert.match(stdout, new RegExp(`✓ ${setting}`));
    assert.doesNotMatch(stderr, /Unknown|ignoring/i);
  });
});
