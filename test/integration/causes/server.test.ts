import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  fileCausesRequest,
  filesChangedNotification,
  scanRequest,
} from '../../../src/core/protocol/causes.ts';
import { inspectRequest } from '../../../src/core/protocol/inspection.ts';
import type { Report } from '../../../src/core/report/report.ts';
import { CauseScenario } from '../../support/causes/causeScenario.ts';
import { lacking } from '../../support/causes/lacking.ts';
import { cliPath } from '../../support/cli.ts';
import { Namespace } from '../../support/namespace.ts';
import { nodePath } from '../../support/paths.ts';
import { ServerProcess } from '../../support/serverProcess.ts';
import { SshServer } from '../../support/sshServer.ts';
import { skipWhere } from '../../support/skipWhere.ts';

const app = `import requests, time\n\ndef price():\n    requests.get('http://127.0.0.2:8080/')\n\ndef main():\n    for _ in range(190): price()\n    print('done', flush=True)\n    time.sleep(600)\nmain()\n`;

describe('the server and the lines of the workspace', function () {
  this.timeout(60_000);
  before(function () {
    skipWhere(this, Namespace.unavailable() ?? lacking('python3-requests'));
  });

  it('gives a finding its line, judges what is typed, and looks again at what changed', async () => {
    await using scenario = await CauseScenario.begin({ 'app.py': app, 'other.py': 'import requests\n' });
    await scenario.startBackend();
    await scenario.work('python3', ['app.py']);
    await using server = ServerProcess.startSilent(scenario.namespace);
    await server.greet({}, scenario.folder);
    const inspect = () => server.send(inspectRequest, { host: 'local', collector: 'auto' });

    const { report, sites } = await inspect();
    const file = join(scenario.folder, 'app.py');
    const exhausted = report.findings.find(({ rule }) => rule === 'ephemeral-port-exhaustion');
    const [site, ...more] = exhausted?.sites ?? [];
    assert.ok(site !== undefined && more.length === 0);
    assert.deepEqual(
      [site.file, site.range.start.line, site.cause, site.confidence, site.text],
      [file, 3, 'py-module-call', 'resolved', "    requests.get('http://127.0.0.2:8080/')"],
    );
    assert.deepEqual(
      sites?.map(({ severity, lens }) => [severity, lens?.split(' · ')[0]]),
      [['warning', '190 of 200 ports']],
    );

    // What is typed counts at once, without being saved.
    const typed = readFileSync(file, 'utf8').replace("requests.get('http://127.0.0.2:8080/')", 'pass');
    assert.deepEqual(await server.send(fileCausesRequest, { path: file, text: typed }), []);
    const [again] = await server.send(fileCausesRequest, { path: file, text: app });
    assert.equal(again?.severity, 'warning');

    // A file that comes later is looked at when the client says so.
    scenario.write('late.py', app.replace('price', 'late'));
    await server.connection.sendNotification(filesChangedNotification.method, {
      paths: [join(scenario.folder, 'late.py')],
    });
    const { sites: later = [] } = await inspect();
    assert.deepEqual(
      later.map((one) => one.file.slice(scenario.folder.length + 1)),
      ['app.py', 'late.py'],
    );
  });

  it('leads from a line to the definition of its destination, and waits for no scan that is over', async () => {
    await using scenario = await CauseScenario.begin({
      '.env': 'STOCK_URL=http://127.0.0.2:8080/\n',
      'app.py': app
        .replace('import requests', 'import os, requests')
        .replace("'http://127.0.0.2:8080/'", "os.environ['STOCK_URL']"),
    });
    await scenario.startBackend();
    await scenario.work('env', ['STOCK_URL=http://127.0.0.2:8080/', 'python3', 'app.py']);
    await using server = ServerProcess.startSilent(scenario.namespace);
    await server.greet({}, scenario.folder);
    const { sites } = await server.send(inspectRequest, { host: 'local', collector: 'auto' });
    const [site] = sites ?? [];
    assert.deepEqual([site?.severity, site?.confidence], ['warning', 'resolved'], JSON.stringify(site));
    assert.deepEqual(
      site?.definitions?.map(({ file, range, label }) => [file, range.start.line, label]),
      [[join(scenario.folder, '.env'), 0, 'STOCK_URL']],
    );
    // The scan is over: nothing to wait for.
    assert.deepEqual(await server.send(scanRequest, { host: 'local' }), {});
  });

  it('looks at a folder that is added to the window later, and no longer at one that is removed', async () => {
    await using scenario = await CauseScenario.begin({ 'one/x.txt': '', 'two/app.py': app });
    await scenario.startBackend();
    await using server = ServerProcess.startSilent(scenario.namespace);
    const folder = (name: string) => ({ uri: pathToFileURL(join(scenario.folder, name)).href, name });
    const change = (added: readonly string[], removed: readonly string[]) =>
      server.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
        event: { added: added.map(folder), removed: removed.map(folder) },
      });
    const files = async (): Promise<readonly string[]> => {
      const { sites = [] } = await server.send(inspectRequest, { host: 'local', collector: 'auto' });
      return sites.map(({ file }) => file.slice(scenario.folder.length + 1));
    };
    await server.greet({}, join(scenario.folder, 'one'));
    assert.deepEqual(await files(), []);
    await change(['two'], []);
    assert.deepEqual(await files(), ['two/app.py']);
    await change([], ['two']);
    assert.deepEqual(await files(), []);
  });

  it('gives the report of the command line the line, as text and as JSON', async () => {
    await using scenario = await CauseScenario.begin({ 'app.py': app });
    await scenario.startBackend();
    await scenario.work('python3', ['app.py']);
    const inspect = (...args: readonly string[]) =>
      scenario.namespace.run(nodePath, [cliPath, 'inspect', '--source', scenario.folder, ...args]);
    scenario.write('large.py', `${app}${'#'.repeat(1_000_001)}\n`);
    const { stdout: text, stderr } = await inspect();
    assert.match(text, /app\.py:4\b/);
    assert.equal(stderr, 'Skipped: 1 above 1 MB.\n');
    const { findings } = JSON.parse((await inspect('--json')).stdout) as Report;
    const [site, ...more] = findings.flatMap(({ sites = [] }) => sites);
    assert.ok(site !== undefined && more.length === 0);
    assert.deepEqual([site.cause, site.confidence, site.range.start.line], ['py-module-call', 'resolved', 3]);
  });

  it('ties source that is here to the sockets of a host over ssh, by the address alone', async function () {
    skipWhere(this, SshServer.unavailable());
    await using scenario = await CauseScenario.begin({ 'app.py': app });
    await scenario.startBackend();
    await using sshd = await SshServer.start(scenario.namespace);
    await scenario.work('python3', ['app.py']);
    const [site, ...more] = await scenario.causes('--host', 'web1', '--ssh-config', sshd.config);
    assert.ok(site !== undefined && more.length === 0);
    assert.deepEqual(
      [site.file, site.line, site.destination, site.confidence, site.severity],
      ['app.py', 4, '127.0.0.2:8080', 'likely', 'warning'],
    );
  });

  it('looks at nothing but the open document where the workspace is not trusted', async () => {
    await using scenario = await CauseScenario.begin({ 'app.py': app });
    await using server = ServerProcess.startSilent(scenario.namespace);
    await server.greet({ isTrusted: false }, scenario.folder);
    const path = join(scenario.folder, 'app.py');
    const [site, ...more] = await server.send(fileCausesRequest, { path, text: app });
    assert.ok(more.length === 0);
    assert.deepEqual([site?.file, site?.severity], [path, 'hint']);
    // Nothing of the folder is read, not even what would say where a variable leads.
    scenario.write('.env', 'STOCK_URL=http://127.0.0.2:8080/\n');
    const byVariable = app
      .replace('import requests', 'import os, requests')
      .replace("'http://127.0.0.2:8080/'", "os.environ['STOCK_URL']");
    const ask = (name: string, text: string) =>
      server.send(fileCausesRequest, { path: join(scenario.folder, name), text });
    const [unknown] = await ask('app.py', byVariable);
    assert.deepEqual([unknown?.severity, unknown?.chain, unknown?.definitions], ['hint', [], undefined]);
    // What is no product by its path gives no hint, and what is too large is not looked at.
    for (const name of ['tests/app.py', 'node_modules/a/app.py']) assert.deepEqual(await ask(name, app), []);
    assert.deepEqual(await ask('app.py', app + '#'.repeat(1_000_000)), []);
    await assert.rejects(server.send(inspectRequest, { host: 'local', collector: 'auto' }), /not trusted/);
  });
});
