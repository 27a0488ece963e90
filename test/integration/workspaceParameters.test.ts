import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LSPErrorCodes } from 'vscode-languageserver/node';
import { workspaceParametersRequest } from '../../src/core/protocol/parameterInventory.ts';
import type { Namespace } from '../support/namespace.ts';
import { ServerProcess } from '../support/serverProcess.ts';
import { Setup } from '../support/setup.ts';

describe('the server and the kernel parameters of the workspace', function () {
  this.timeout(60_000);
  const setup = new Setup();
  let folder: string;
  let namespace: Namespace;

  before(async () => {
    namespace = await setup.namespace();
    folder = await setup.folder();
    await mkdir(join(folder, 'sysctl.d'));
    await writeFile(join(folder, 'sysctl.d/90-a.conf'), 'net.core.somaxconn = 1024\nvm.swappiness = 10\n');
    await writeFile(join(folder, 'tune.sh'), '#!/bin/sh\nsysctl -w vm.swappiness=60\n');
  });

  it('gives them by key, first those with different values', async () => {
    await using server = ServerProcess.startSilent(namespace);
    await server.greet({}, folder);
    const { folders, groups, omitted, unreadable } = await server.send(workspaceParametersRequest, {});
    assert.deepEqual([folders, omitted, unreadable], [1, 0, []]);
    assert.deepEqual(
      groups.map(({ key, hasDifferentValues, assignments }) => [
        key,
        hasDifferentValues,
        assignments.map(({ file, line, value }) => `${file.slice(folder.length + 1)}:${line}=${value}`),
      ]),
      [
        ['vm.swappiness', true, ['sysctl.d/90-a.conf:2=10', 'tune.sh:2=60']],
        ['net.core.somaxconn', false, ['sysctl.d/90-a.conf:1=1024']],
      ],
    );
  });

  it('follows the folders of the window', async () => {
    await using server = ServerProcess.startSilent(namespace);
    await server.greet({}, folder);
    const name = (path: string) => ({ uri: pathToFileURL(path).href, name: 'a' });
    const counts = async (): Promise<readonly number[]> => {
      const { folders, groups } = await server.send(workspaceParametersRequest, {});
      return [folders, groups.length];
    };
    const change = (added: readonly string[], removed: readonly string[]) =>
      server.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
        event: { added: added.map(name), removed: removed.map(name) },
      });
    await change([], [folder]);
    assert.deepEqual(await counts(), [0, 0]);
    await change([folder], []);
    assert.deepEqual(await counts(), [1, 2]);
  });

  it('gives nothing without a folder', async () => {
    await using server = await ServerProcess.start(namespace);
    assert.deepEqual(await server.send(workspaceParametersRequest, {}), {
      folders: 0,
      groups: [],
      omitted: 0,
      unreadable: [],
    });
  });

  it('can be cancelled', async () => {
    await using server = ServerProcess.startSilent(namespace);
    await server.greet({}, folder);
    assert.equal(await server.sendCancelled(workspaceParametersRequest, {}), LSPErrorCodes.RequestCancelled);
  });
});
