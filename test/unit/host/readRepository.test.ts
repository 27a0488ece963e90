import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lintTargets } from '../../../src/cli/lint/lintTargets.ts';
import { readRepository } from '../../../src/host/readRepository.ts';

describe('a Compose file that only extends a service or shares a namespace', () => {
  let folder: string;
  const names = ['extends.yaml', 'ipc.yaml'];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'read-repository-'));
    const files = {
      'extends.yaml': 'services:\n  app:\n    extends: {file: ipc.yaml, service: base}\n',
      'ipc.yaml': 'services:\n  base:\n    ipc: host\n',
      'other.yaml': 'jobs:\n  app:\n    extends: base\n',
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is read with the repository', async () => {
    const { facts } = await readRepository([folder], {
      wants: () => true,
      cancellation: new AbortController().signal,
    });
    assert.deepEqual(
      facts.composeServices.map(({ file }) => file),
      names.map((name) => join(folder, name).replaceAll('\\', '/')),
    );
  });

  it('is read by the command line', async () => {
    const targets = await lintTargets([folder], () => true);
    assert.deepEqual(
      targets.map(({ kind, file }) => [kind, file]),
      names.map((name) => ['beside', join(folder, name)]),
    );
  });
});
