import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection, InitializeParams } from 'vscode-languageserver/node';
import type { RepositoryFacts } from '../../../src/core/formats/repositoryFacts.ts';
import { nodeLanguagePlace } from '../../../src/server/language/nodeLanguagePlace.ts';
import { isUnchanged } from '../../../src/service/language/isUnchanged.ts';
import { Trust } from '../../../src/service/trust.ts';
import { WorkspaceRepository } from '../../../src/server/workspaceRepository.ts';

describe('what the files of the workspace say', () => {
  const file = 'sysctl.conf';
  const range = (low: number): string => `net.ipv4.ip_local_port_range = ${String(low)} 60999\n`;
  const window = { folder: '', paths: [] as readonly string[] };
  const params = { capabilities: { workspace: { configuration: true } } } as unknown as InitializeParams;

  beforeEach(() => {
    window.folder = mkdtempSync(join(tmpdir(), 'repository-'));
    window.paths = [window.folder];
    writeFileSync(join(window.folder, file), range(30_000));
  });
  afterEach(() => {
    rmSync(window.folder, { recursive: true });
  });

  function repositoryWith(getConfiguration: () => Promise<unknown>): WorkspaceRepository {
    const connection = { workspace: { getConfiguration } } as unknown as Connection;
    return new WorkspaceRepository(connection, params, new Trust(true), window);
  }

  async function values(repository: WorkspaceRepository): Promise<readonly string[]> {
    const { facts } = await repository.get();
    return facts.portSettings.map(({ assignment }) => assignment.value.text);
  }

  it('is read again after a failure', async () => {
    let asked = 0;
    const repository = repositoryWith(() =>
      ++asked === 1 ? Promise.reject(new Error('not now')) : Promise.resolve([]),
    );
    assert.deepEqual(await values(repository), []);
    assert.deepEqual(await values(repository), ['30000 60999']);
    assert.deepEqual([await values(repository), asked], [['30000 60999'], 2]);
  });

  it('is read again when the window has other folders', async () => {
    const repository = repositoryWith(() => Promise.resolve([]));
    assert.deepEqual(await values(repository), ['30000 60999']);
    window.paths = [];
    assert.deepEqual(await values(repository), []);
  });

  it('lets a file be edited only as long as it has the text that was read', async () => {
    const path = join(window.folder, file);
    const { facts }: { readonly facts: RepositoryFacts } = await repositoryWith(() =>
      Promise.resolve([]),
    ).get();
    assert.equal(await isUnchanged(nodeLanguagePlace, path, facts, undefined), true);
    assert.equal(await isUnchanged(nodeLanguagePlace, path, facts, `# open\n${range(30_000)}`), false);
    writeFileSync(path, `# a new line\n${range(30_000)}`);
    assert.equal(await isUnchanged(nodeLanguagePlace, path, facts, undefined), false);
    assert.equal(await isUnchanged(nodeLanguagePlace, path, facts, range(30_000)), true);
    rmSync(path);
    assert.equal(await isUnchanged(nodeLanguagePlace, path, facts, undefined), false);
    assert.equal(await isUnchanged(nodeLanguagePlace, path, undefined, undefined), false);
  });
});
