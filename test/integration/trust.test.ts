import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ErrorCodes, ResponseError } from 'vscode-languageserver/node';
import { untrustedErrorCode, type InspectResult } from '../../src/core/protocol/inspection.ts';
import { messages } from '../support/fuzz/messageTargets.ts';
import type { Namespace } from '../support/namespace.ts';
import { ServerProcess } from '../support/serverProcess.ts';
import { Setup } from '../support/setup.ts';

/** What is answered from the guide, and from the text of a document that is open. */
const withoutTrust = ['fileCauses', 'guideSection', 'guideSections'];
/** Those that the server asks the client. */
const ofServer = ['nativeCalls', 'readFile'];
const requests = messages
  .filter((message) => 'needsTrust' in message)
  .map(({ method }) => method.replace('socketDiagnostics/', ''))
  .filter((name) => !ofServer.includes(name));

describe('the server in a workspace that is not trusted', function () {
  this.timeout(60_000);
  const setup = new Setup();
  let namespace: Namespace;
  let folder: string;
  let server: ServerProcess;

  before(async () => {
    namespace = await setup.namespace();
    folder = await setup.folder();
    const program = join(folder, 'ssh');
    await writeFile(program, `#!/bin/sh\necho "$@" >> ${folder}/called\nexit 255\n`, { mode: 0o755 });
    server = setup.use(await ServerProcess.start(namespace, { isTrusted: false, ssh: { program } }));
  });

  function ask<Result>(method: string, params: object): Promise<Result> {
    return server.connection.sendRequest(`socketDiagnostics/${method}`, params);
  }

  function inspect(host: string): Promise<InspectResult> {
    return ask('inspect', { host, collector: 'auto' });
  }

  it('refuses by itself to inspect any host, to list them, and to open or save a file', async () => {
    const hosts = ['local', 'ssh:web1', `netns:${namespace.name}`, 'file:/etc/hostname'];
    const requests = [
      ...hosts.map((host) => ['inspect', { host, collector: 'auto' }] as const),
      ...hosts.map((host) => ['level', { host }] as const),
      ['hosts', {}],
      ['fleet', { address: 'http://127.0.0.1:1' }],
      ['past', { address: 'http://127.0.0.1:1', job: 'a', instance: 'b', hours: 1 }],
      ['workspaceParameters', {}],
      ['children', { inspection: 'local#1', parent: 'TIME_WAIT', offset: 0, limit: 9 }],
      ['filter', { inspection: 'local#1', filter: 'state:listen' }],
      ['saveSnapshot', { inspection: 'local#1', path: join(folder, 'saved.json') }],
      ['forgetHost', { host: 'ssh:web1' }],
      ['previewClose', { host: 'local', filter: 'state:listen' }],
      ['closeSockets', { host: 'local', filter: 'state:listen' }],
    ] as const;
    for (const [method, params] of requests)
      await assert.rejects(ask(method, params), (error: unknown) => {
        assert.ok(error instanceof ResponseError);
        assert.equal(error.code, untrustedErrorCode, `${method} ${JSON.stringify(params)}`);
        return true;
      });
    assert.equal(await called(), undefined);
    assert.deepEqual(await ask('guideSection', { section: 'no-such' }), null);
  });

  it('refuses every request but those that read neither a host nor a file', async () => {
    const codes = await Promise.all(
      requests.map(async (name) => [name, await ask(name, {}).then(() => 0, codeOf)] as const),
    );
    assert.ok(codes.length > 20);
    assert.deepEqual(
      codes
        .filter(([, code]) => code !== untrustedErrorCode)
        .map(([name]) => name)
        .sort(),
      withoutTrust,
    );
    assert.deepEqual(
      codes.filter(([, code]) => code === ErrorCodes.MethodNotFound),
      [],
    );
  });

  it('answers as soon as it is', async () => {
    await server.connection.sendNotification('socketDiagnostics/trust', {});
    assert.ok((await inspect('local')).report.sockets);
    assert.equal((await inspect('ssh:web1')).unreadable?.code, 'ssh-failed');
    assert.match((await called()) ?? '', /-- web1 sh\n$/);
  });

  it('calls another ssh from the next inspection on when it is told to', async () => {
    const program = join(folder, 'no-ssh-here');
    await server.connection.sendNotification('socketDiagnostics/sshSettings', { program });
    assert.equal((await inspect('ssh:web1')).unreadable?.code, 'ssh-missing');
  });

  function codeOf(error: unknown): number {
    assert.ok(error instanceof ResponseError);
    return error.code;
  }

  /** The arguments of the program that stands in for ssh; undefined if it was never called. */
  function called(): Promise<string | undefined> {
    return readFile(join(folder, 'called'), 'utf8').catch(() => undefined);
  }
});
