import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../support/paths.ts';

interface Manifest {
  readonly scripts: Readonly<Record<string, string>>;
}

describe('the sysctl grammar', () => {
  it('gives every character of the fixtures the scopes of the snapshots', function () {
    this.timeout(20_000);
    const { scripts } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as Manifest;
    const command = scripts['test:grammar'] ?? '';
    assert.match(command, /^vscode-tmgrammar-snap /);
    const { status, stdout, stderr } = spawnSync(join(repository, 'node_modules/.bin', command), {
      cwd: repository,
      shell: true,
      encoding: 'utf8',
    });
    assert.equal(status, 0, stdout + stderr);
  });
});
