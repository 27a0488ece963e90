import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { findNode20 } from '../../scripts/lib/node20.ts';
import { packNpm } from '../../scripts/package/npm/packNpm.ts';
import type { Report } from '../../src/core/report/report.ts';
import { Exporting } from '../support/exporting.ts';
import { sampleValue } from '../support/metricsText.ts';
import { Namespace } from '../support/namespace.ts';
import { run, runOk } from '../support/run.ts';
import { skipWhere } from '../support/skipWhere.ts';
import { Traffic } from '../support/traffic.ts';

/** As somebody installs it who has nothing of ours: Node.js 20, an empty prefix, and the packed file. */
describe('the npm package, installed from the packed file under Node.js 20', function () {
  this.timeout(240_000);
  let folder: string;
  let archive: string;
  let node20: string;
  let env: NodeJS.ProcessEnv;

  before(async function () {
    const node = await findNode20();
    skipWhere(this, node === undefined ? 'there is no Node.js 20 on the PATH' : null);
    node20 = node ?? '';
    folder = await mkdtemp(join(tmpdir(), 'socket-diagnostics-npm-'));
    ({ path: archive } = await packNpm());
    const others = (process.env['PATH'] ?? '')
      .split(delimiter)
      .filter((path) => !path.includes('node_modules'));
    // `env node` in the first line of a program finds this one.
    const bin = join(folder, 'node20');
    await mkdir(bin);
    await writeFile(join(bin, 'node'), `#!/bin/sh\nexec '${node20}' "$@"\n`, { mode: 0o755 });
    const path = [bin, ...others, dirname(node20)].join(delimiter);
    env = { ...process.env, PATH: path, HOME: folder };
    await install('whole', ['--prefer-offline']);
    // A machine without a registry. (A global install of npm 11 installs what --omit=optional leaves out.)
    await install('bare', ['--offline', '--cache', join(folder, 'empty-cache')]);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  async function install(prefix: string, flags: readonly string[]): Promise<void> {
    const options = ['--global', '--prefix', join(folder, prefix), '--no-audit', '--no-fund', ...flags];
    await runOk('npm', ['install', ...options, archive], { cwd: folder, env, timeoutMs: 120_000 });
  }

  const programIn = (prefix: string, name: string): string => join(folder, prefix, 'bin', name);
  const installed = (prefix: string, ...parts: readonly string[]): string =>
    join(folder, prefix, 'lib/node_modules/socket-diagnostics', ...parts);

  it('has both programs on the PATH, with version and help', async () => {
    const { version } = JSON.parse(await readFile(installed('bare', 'package.json'), 'utf8')) as {
      version: string;
    };
    for (const name of ['socket-diagnostics', 'sysctl-language-server']) {
      assert.equal((await runOk(programIn('bare', name), ['--version'], { env })).trim(), version);
      assert.match(await runOk(programIn('bare', name), ['--help'], { env }), new RegExp(`^Usage: ${name} `));
    }
  });

  it('reads sockets over netlink with koffi, and with ss, saying why, without', async function () {
    skipWhere(this, Namespace.unavailable());
    await using namespace = await Namespace.create();
    await using traffic = Traffic.start(namespace);
    await traffic.clientTimeWait({ count: 123, address: '127.0.1.1', port: 8001 });
    for (const [prefix, used] of [
      ['whole', 'sock_diag'],
      ['bare', 'ss'],
    ] as const) {
      const program = programIn(prefix, 'socket-diagnostics');
      const { stdout, stderr } = await namespace.run(program, ['inspect', '--json', '--interval', '0'], {
        env,
      });
      assert.notEqual(stdout, '', stderr);
      const { collector, timeWait } = JSON.parse(stdout) as Report;
      assert.equal(collector.used, used);
      assert.equal(timeWait.count, 123);
      assert.equal(collector.attempts.length, used === 'ss' ? 1 : 0);
    }
  });

  it('checks files and finds causes, with the grammars that it carries', async () => {
    const place = join(folder, 'workspace');
    await mkdir(place);
    await writeFile(join(place, '90-web.conf'), 'net.ipv4.tcp_tw_recycle = 1\n');
    await writeFile(
      join(place, 'prices.py'),
      'import requests\n\ndef price(item):\n    return requests.get("http://127.0.0.1:8001/" + item).json()\n',
    );
    const program = programIn('bare', 'socket-diagnostics');
    const linted = await run(program, ['lint', place, '--json'], { env });
    assert.match(linted.stdout, /"rule": "tw-recycle-removed"/);
    const causes = await run(program, ['causes', place, '--no-live', '--json'], { env });
    assert.match(causes.stdout, /prices\.py/);
    assert.equal(causes.status, 0, causes.stderr);
  });

  it('writes a log for code hosts, with help from the guide that it carries', async () => {
    const place = join(folder, 'hosted');
    await mkdir(place);
    await writeFile(join(place, '90-web.conf'), 'net.ipv4.tcp_tw_recycle = 1\n');
    const program = programIn('bare', 'socket-diagnostics');
    const { status, stdout, stderr } = await run(program, ['lint', '.', '--format', 'sarif'], {
      cwd: place,
      env,
    });
    assert.equal(status, 2, stderr);
    const { runs } = JSON.parse(stdout) as {
      runs: {
        tool: { driver: { rules: { id: string; help: { markdown: string } }[] } };
        results: { ruleId: string; ruleIndex: number }[];
      }[];
    };
    const [{ ruleId, ruleIndex } = { ruleId: '', ruleIndex: -1 }] = runs[0]?.results ?? [];
    const rule = runs[0]?.tool.driver.rules[ruleIndex];
    assert.deepEqual([ruleId, rule?.id], ['tw-recycle-removed', 'tw-recycle-removed']);
    assert.match(rule?.help.markdown ?? '', /^#+ [^]*tcp_tw_recycle/);
  });

  it('exports metrics, and ends when it is told to', async function () {
    skipWhere(this, Namespace.unavailable());
    await using namespace = await Namespace.create();
    for (const prefix of ['whole', 'bare']) {
      const way = ['env', `PATH=${env['PATH'] ?? ''}`];
      const program = [programIn(prefix, 'socket-diagnostics')];
      await using exporting = await Exporting.start(namespace, ['--listen', '127.0.0.1:0'], way, program);
      const samples = await exporting.scrape();
      assert.equal(sampleValue(samples, 'inspections_total', { result: 'failed' }), 0, prefix);
      assert.ok((sampleValue(samples, 'sockets', { state: 'listen' }) ?? 0) >= 1, prefix);
      assert.equal(await exporting.stop(), 0, exporting.errors);
    }
  });

  it('says that a Prometheus cannot be reached', async () => {
    const nobody = 'http://127.0.0.1:1';
    const program = programIn('bare', 'socket-diagnostics');
    const { status, stdout, stderr } = await run(program, ['fleet', '--prometheus', nobody], { env });
    assert.equal(status, 3, stdout);
    assert.match(stderr, /127\.0\.0\.1:1 cannot be reached/);
  });

  it('serves an editor without an argument, and links to the guide that it carries', async () => {
    const server = spawn(programIn('bare', 'sysctl-language-server'), [], {
      env,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const said: string[] = [];
    const send = (message: object): void => {
      const text = JSON.stringify({ jsonrpc: '2.0', ...message });
      server.stdin.write(`Content-Length: ${String(Buffer.byteLength(text))}\r\n\r\n${text}`);
    };
    const published = new Promise<string>((resolve, reject) => {
      server.once('exit', (status) => {
        reject(new Error(`it ended with ${String(status)}: ${said.join('')}`));
      });
      server.stdout.on('data', (chunk: Buffer) => {
        said.push(chunk.toString());
        const text = said.join('');
        if (/tw-recycle-removed[^]*guide/.test(text)) resolve(text);
      });
    });
    send({ id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } });
    send({ method: 'initialized', params: {} });
    const textDocument = {
      uri: 'untitled:a',
      languageId: 'sysctl',
      version: 1,
      text: 'net.ipv4.tcp_tw_recycle=1\n',
    };
    send({ method: 'textDocument/didOpen', params: { textDocument } });
    const text = await published;
    server.removeAllListeners('exit');
    server.kill('SIGKILL');
    const [, guide = ''] = /"href":"file:\/\/([^"#]+)#/.exec(text) ?? [];
    assert.equal(guide, installed('bare', 'media/guide/parameters.md'));
    assert.match(await readFile(guide, 'utf8'), /tcp_tw_recycle/);
  });

  it('serves agents: every tool, the guide that it carries, and an answer', async () => {
    const client = new Client({ name: 'test', version: '1.0.0' });
    const variables = Object.fromEntries(
      Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    );
    const command = programIn('bare', 'socket-diagnostics');
    await client.connect(new StdioClientTransport({ command, args: ['mcp'], env: variables }));
    try {
      const { tools } = await client.listTools();
      for (const name of [
        'inspect',
        'sockets',
        'watch',
        'lint_text',
        'explain_parameter',
        'find_causes',
        'compare',
      ])
        assert.ok(
          tools.some((tool) => tool.name === name && tool.annotations?.readOnlyHint === true),
          name,
        );
      const { content } = await client.callTool({
        name: 'lint_text',
        arguments: { text: 'net.ipv4.tcp_tw_recycle = 1\n', fileName: 'sysctl.conf' },
      });
      assert.match(JSON.stringify(content), /tw-recycle-removed/);
      const { resources } = await client.listResources();
      const [section] = resources;
      assert.ok(section);
      const { contents } = await client.readResource({ uri: section.uri });
      assert.match(JSON.stringify(contents), /TIME_WAIT|TCP/);
    } finally {
      await client.close();
    }
  });

  it('has manual pages that man shows without a complaint', async function () {
    const { status } = await run('man', ['--version']).catch(() => ({ status: 1 }));
    skipWhere(this, status === 0 ? null : 'man is not installed');
    for (const name of ['socket-diagnostics', 'sysctl-language-server']) {
      const page = installed('bare', 'man', `${name}.1`);
      assert.deepEqual(await readdir(join(folder, 'bare/share/man/man1')), [
        'socket-diagnostics.1',
        'sysctl-language-server.1',
      ]);
      const { stdout, stderr } = await run('man', ['--warnings', '-l', page], {
        env: { ...env, MANWIDTH: '100', LC_ALL: 'C.UTF-8' },
      });
      assert.equal(stderr, '');
      assert.match(stdout, new RegExp(`NAME\\s+${name} - `));
    }
  });

  it('completes commands and options in bash, zsh and fish', async function () {
    const shell = async (name: string, script: string): Promise<string> => {
      const { status, stdout, stderr } = await run(name, ['-c', script], {
        env: { ...env, PATH: `${join(folder, 'bare/bin')}${delimiter}${env['PATH'] ?? ''}` },
      });
      assert.equal(status, 0, stderr);
      return stdout;
    };
    const inBash = await shell(
      'bash',
      'source <(socket-diagnostics completion bash); COMP_WORDS=(socket-diagnostics lint --form); COMP_CWORD=2; _socket_diagnostics; echo "${COMPREPLY[@]}"',
    );
    assert.equal(inBash.trim(), '--format');
    const inFish = await shell(
      'fish',
      'socket-diagnostics completion fish | source; complete -C "socket-diagnostics ins"; complete -C "socket-diagnostics lint --format "',
    );
    assert.deepEqual(
      inFish
        .trim()
        .split('\n')
        .map((line) => line.split('\t')[0]),
      ['inspect', 'json', 'sarif', 'text'],
    );
    const zsh = installed('bare', 'completions/_socket-diagnostics');
    await shell('zsh', `zsh -n ${zsh}`);
    assert.equal(await readFile(zsh, 'utf8'), await shell('zsh', 'socket-diagnostics completion zsh'));
  });
});
