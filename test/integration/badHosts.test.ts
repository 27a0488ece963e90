import assert from 'node:assert/strict';
import { chmod, copyFile, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ssCollector } from '../../src/core/collect/ssCollector.ts';
import { problemsOf } from '../../src/core/model/outcome.ts';
import { LocalHost } from '../../src/host/localHost.ts';
import { cliPath, inspectIn } from '../support/cli.ts';
import { Namespace } from '../support/namespace.ts';
import { nodePath } from '../support/paths.ts';
import { Setup } from '../support/setup.ts';
import { otherUsersMissing } from '../support/otherUsersMissing.ts';
import { skipWhere } from '../support/skipWhere.ts';

describe('a host that is not as it should be', function () {
  this.timeout(60_000);
  const setup = new Setup();
  let namespace: Namespace;
  let folder: string;
  /** The command line as the universal package has it: nowhere near koffi, so it cannot speak netlink. */
  let cli: string;

  before(async () => {
    namespace = await setup.namespace();
    const traffic = setup.traffic(namespace);
    await traffic.clientTimeWait({ count: 120, address: '127.0.0.1', port: 8001 });
    await traffic.closeWait({ count: 60, address: '127.0.0.1', port: 8002 });
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'socket-diagnostics-'));
    await chmod(folder, 0o755);
    cli = join(folder, 'cli.js');
    await copyFile(cliPath, cli);
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** Puts a program called `ss` first on the search path. */
  async function withSs(script: string): Promise<NodeJS.ProcessEnv> {
    await writeFile(join(folder, 'ss'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return { ...process.env, PATH: `${folder}:${process.env['PATH'] ?? ''}` };
  }

  /** A search path on which there is nothing but `ip`, which enters the namespace. */
  async function withoutSs(): Promise<NodeJS.ProcessEnv> {
    const ip = (await namespace.runOk('sh', ['-c', 'command -v ip'])).trim();
    await symlink(ip, join(folder, 'ip'));
    return { PATH: folder };
  }

  it('without ss is read from /proc, and says so', async () => {
    const { report, status } = await inspectIn(namespace, [], { env: await withoutSs(), cli });
    assert.equal(report.collector.used, 'proc');
    const [first, second] = report.collector.attempts;
    assert.equal(first?.collector, 'sock_diag');
    assert.match(first.reason, /cannot use netlink on linux-/);
    assert.deepEqual(second, { collector: 'ss', reason: 'ss is not installed on this host.' });
    assert.equal(report.timeWait.count, 120);
    assert.equal(status, 1, 'the CLOSE_WAIT pile is still found');
  });

  it('without ss, when ss is asked for, ends with status 3 and the next step', async () => {
    const { report, status } = await inspectIn(namespace, ['--collector', 'ss'], { env: await withoutSs() });
    assert.equal(report.sockets, undefined);
    assert.equal(report.outcomes.sockets.kind, 'unavailable');
    assert.match(report.outcomes.sockets.problems[0]?.nextStep ?? '', /iproute2/);
    assert.equal(report.verdict.severity, 'unknown');
    assert.equal(status, 3);
  });

  it('with an ss that is too old for -O and -H is asked again without them', async () => {
    const env = await withSs(
      `case "$*" in *-O*) echo "ss: invalid option -- 'O'" >&2; exit 255;; esac; PATH=/usr/sbin:/usr/bin:/sbin:/bin; exec ss "$@"`,
    );
    const { report } = await inspectIn(namespace, [], { env, cli });
    assert.equal(report.collector.used, 'ss');
    assert.deepEqual(report.outcomes.sockets, { kind: 'ok', problems: [] });
    assert.equal(report.timeWait.count, 120);
  });

  it('with an ss that prints garbage falls back to /proc', async () => {
    const env = await withSs('head -c 20000 /dev/urandom | base64; echo; exit 0');
    const { report } = await inspectIn(namespace, [], { env, cli });
    assert.equal(report.collector.used, 'proc');
    assert.match(report.collector.attempts[1]?.reason ?? '', /cannot be read/);
    assert.equal(report.timeWait.count, 120);
  });

  it('with an ss that fails falls back to /proc, with what ss said', async () => {
    const env = await withSs('echo "Cannot open netlink socket: Permission denied" >&2; exit 1');
    const { report } = await inspectIn(namespace, [], { env, cli });
    assert.equal(report.collector.used, 'proc');
    assert.match(report.collector.attempts[1]?.reason ?? '', /status 1: Cannot open netlink socket/);
  });

  it('with one bad line in the output of ss loses that line only, and says so', async () => {
    const env = await withSs('echo "ESTAB what is this"; PATH=/usr/sbin:/usr/bin:/sbin:/bin; exec ss "$@"');
    const { report } = await inspectIn(namespace, [], { env, cli });
    assert.equal(report.collector.used, 'ss');
    assert.equal(report.outcomes.sockets.kind, 'partial');
    assert.match(report.outcomes.sockets.problems[0]?.message ?? '', /1 line .*“ESTAB what is this”/);
    assert.equal(report.timeWait.count, 120);
  });

  it('with an ss that hangs is given up after the time limit, and no child is left behind', async () => {
    await withSs('echo "ESTAB 0 0 127.0.0.1:1 127.0.0.1:2"; exec sleep 60.25');
    const path = process.env['PATH'];
    process.env['PATH'] = `${folder}:${path ?? ''}`;
    try {
      const collector = ssCollector({ timeLimitMs: 400 });
      const host = new LocalHost();
      const facts = await host.facts();
      assert.ok(facts.kind === 'ok');
      const outcome = await collector.collect(host, facts.value, new AbortController().signal);
      assert.equal(outcome.kind, 'failed');
      assert.equal(problemsOf(outcome)[0]?.code, 'timed-out');
      const sleeping = await namespace.run('pgrep', ['-f', 'sleep 60.25']);
      assert.equal(sleeping.stdout, '');
    } finally {
      process.env['PATH'] = path;
    }
  });

  it('without root shows the sockets and says that the processes of others are hidden', async function () {
    skipWhere(this, otherUsersMissing());
    const command = [nodePath, cliPath, 'inspect', '--json'];
    const { stdout, status } = await namespace.run('setpriv', [
      ...['--reuid', '65534', '--regid', '65534', '--clear-groups'],
      ...command,
    ]);
    const report = JSON.parse(stdout) as Awaited<ReturnType<typeof inspectIn>>['report'];
    assert.equal(report.host.effectiveUser, 65_534);
    assert.equal(report.timeWait.count, 120);
    assert.equal(report.outcomes.processes.kind, 'partial');
    assert.match(report.outcomes.processes.problems[0]?.nextStep ?? '', /root/);
    const pile = report.findings.find(({ rule }) => rule === 'close-wait-pile-up');
    assert.deepEqual(pile?.subject, { kind: 'listener', address: '127.0.0.1', port: 8002 });
    assert.equal(status, 1);
  });

  it('without /proc and without ss says what cannot be read, section by section', async () => {
    const env = { ...(await withoutSs()), NODE: nodePath, CLI: cli, ROOT: process.env['PATH'] };
    const script = 'PATH="$ROOT" mount -t tmpfs none /proc && exec "$NODE" "$CLI" inspect --json';
    const { stdout, stderr, status } = await namespace.run(
      '/usr/bin/unshare',
      ['-m', '/bin/sh', '-c', script],
      {
        env,
      },
    );
    assert.notEqual(stdout, '', stderr);
    const report = JSON.parse(stdout) as Awaited<ReturnType<typeof inspectIn>>['report'];
    assert.equal(report.outcomes.sockets.kind, 'unavailable');
    assert.equal(report.outcomes.counters.kind, 'unavailable');
    assert.equal(report.outcomes.parameters.kind, 'unavailable');
    assert.deepEqual(
      report.collector.attempts.map(({ collector }) => collector),
      ['sock_diag', 'ss', 'proc'],
    );
    assert.match(report.verdict.sentence, /could not be read.*\/proc\/net\/tcp does not exist/);
    assert.deepEqual(report.notJudged.map(({ missing }) => missing).sort(), [
      'connections',
      'counters',
      'parameters',
      'sockets',
    ]);
    assert.equal(status, 3);
  });

  it('with a process that calls itself a table of sockets is read as it is', async () => {
    const name = 'a",pid=1,fd=3)\u001b';
    const script =
      `require('fs').writeFileSync('/proc/self/comm', process.argv[1]);` +
      `require('net').createServer().listen(8100, '127.0.0.1', () => console.log('up')); setTimeout(() => {}, 60000)`;
    const child = namespace.spawn(nodePath, ['-e', script, name], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve) => child.stdout?.once('data', resolve));
    const { report } = await inspectIn(namespace);
    const listener = report.sockets?.listeners.find(({ port }) => port === 8100);
    assert.equal(listener?.process, `${name} (${String(child.pid)})`);
    const text = await namespace.run(nodePath, [cliPath, 'inspect']);
    assert.ok(!text.stdout.includes('\u001b'), 'no escape sequence reaches the terminal');
    assert.match(text.stdout, /a",pid=1,fd=3\)\uFFFD/);
  });
});

describe('the arguments of the command line', function () {
  this.timeout(30_000);

  before(function () {
    skipWhere(this, Namespace.unavailable());
  });

  it('are checked: status 3, what is wrong, and how to do it', async () => {
    await using namespace = await Namespace.create();
    for (const args of [[], ['inspekt'], ['inspect', '--collector', 'netstat'], ['inspect', '--wide']]) {
      const { status, stdout, stderr } = await namespace.run(nodePath, [cliPath, ...args]);
      assert.equal(status, 3, args.join(' '));
      assert.equal(stdout, '');
      assert.match(stderr, /Usage: socket-diagnostics/);
    }
    const { status, stdout } = await namespace.run(nodePath, [cliPath, '--help']);
    assert.equal(status, 0);
    assert.match(stdout, /Exit status/);
  });
});
