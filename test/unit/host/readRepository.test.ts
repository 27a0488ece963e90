import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lintTargets } from '../../../src/cli/lint/lintTargets.ts';
import { repositoryLimits, type RepositoryLimits } from '../../../src/core/formats/repositoryLimits.ts';
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

describe('a repository with more than people write', () => {
  let folder: string;
  const cancellation = new AbortController().signal;
  const ports = ['8001', '8002', '8003'];
  /** Its length does not depend on the port. */
  const compose = (port: string): string =>
    `services:\n  app:\n    extends: {file: other.yaml, service: base}\n    ports: ["${port}:80"]\n`;
  const { length } = compose('8001');

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'read-repository-'));
    for (const port of ports) writeFileSync(join(folder, `${port}.yaml`), compose(port));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const declaredWith = async (
    limits: Partial<RepositoryLimits>,
  ): Promise<readonly [readonly number[], string | undefined]> => {
    const { servicePorts = [], servicePortsGap } = await readRepository([folder], {
      wants: () => true,
      cancellation,
      limits: { ...repositoryLimits, ...limits },
    });
    return [servicePorts.map(({ ports: { low } }) => low), servicePortsGap];
  };

  it('is read as a whole within the limits', async () => {
    assert.deepEqual(await declaredWith({}), [[8001, 8002, 8003], undefined]);
  });

  const one = /^1 file was not read, or not for all that it declares: /;
  const all = /^3 files were not read, or not for all that they declare: /;
  for (const [name, limits, read, gap] of [
    ['one file has too much text', { textOfFile: length - 1 }, [], all],
    ['one file has too many lines', { linesOfFile: 4 }, [], all],
    ['all files have too much text', { textOfAll: 2 * length }, [8001, 8002], one],
    ['the files that others decide about have too much text', { keptText: 2 * length }, [8001, 8002], one],
  ] as const)
    it(`is read up to the limit, and says so, where ${name}`, async () => {
      const [found, said] = await declaredWith(limits);
      assert.deepEqual(found, read);
      assert.match(said ?? '', gap);
    });
});
