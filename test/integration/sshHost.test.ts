import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { appendFile, writeFile } from 'node:fs/promises';
import { endianness } from 'node:os';
import { join } from 'node:path';
import { inspect, type Inspection } from '../../src/core/inspect/inspect.ts';
import { CancelledError } from '../../src/core/model/cancellation.ts';
import { problemsOf, valueOf, type Problem } from '../../src/core/model/outcome.ts';
import { parseSshAddress } from '../../src/core/model/sshAddress.ts';
import type { Report } from '../../src/core/report/report.ts';
import { shellCollectors } from '../../src/host/collectors.ts';
import { ShellHost } from '../../src/host/shell/shellHost.ts';
import type { ShellLimits } from '../../src/host/shell/shellSession.ts';
import { sshPlace } from '../../src/host/ssh/sshPlace.ts';
import { ssCounts } from '../support/kernelCounts.ts';
import { Namespace } from '../support/namespace.ts';
import { runOk } from '../support/run.ts';
import { Setup } from '../support/setup.ts';
import { sshIn } from '../support/sshClient.ts';
import { SshServer, type SshServerOptions } from '../support/sshServer.ts';
import { Traffic } from '../support/traffic.ts';
import { waitFor } from '../support/waitFor.ts';

const never = new AbortController().signal;

interface InspectOptions {
  readonly cancellation?: AbortSignal;
  readonly onProgress?: (message: string) => void;
}

function inspectHost(host: ShellHost, options: InspectOptions = {}): Promise<Inspection> {
  return inspect({
    host,
    collectors: shellCollectors,
    choice: 'auto',
    cancellation: options.cancellation ?? never,
    now: Date.now,
    onProgress: options.onProgress ?? (() => undefined),
  });
}

/** TIME_WAIT of the test's own traffic: ssh leaves some behind too. */
function made({ sockets }: Report): number | undefined {
  return sockets?.destinations.find(({ remoteAddress }) => remoteAddress === '127.0.1.1')?.timeWait;
}

function whyNot({ snapshot }: Inspection): Problem | undefined {
  return problemsOf(snapshot.sockets)[0];
}

describe('a host over ssh', function () {
  this.timeout(60_000);
  const setup = new Setup(() => SshServer.unavailable());
  let namespace: Namespace;
  let traffic: Traffic;
  const open: AsyncDisposable[] = [];

  before(async () => {
    namespace = await setup.namespace();
    traffic = setup.traffic(namespace);
    await traffic.clientTimeWait({ count: 700, address: '127.0.1.1', port: 8001 });
    await traffic.listen('127.0.0.1', 8002);
  });
  afterEach(async () => {
    for (const resource of open.splice(0).reverse()) await resource[Symbol.asyncDispose]();
  });

  async function serve(options: SshServerOptions = {}): Promise<SshServer> {
    const server = await SshServer.start(namespace, options);
    open.push(server);
    return server;
  }

  async function hostAt(
    server: SshServer,
    name = 'web1',
    limits: Partial<ShellLimits> = {},
    from = namespace,
  ): Promise<ShellHost> {
    const address = valueOf(parseSshAddress(name));
    assert.ok(address);
    const host = new ShellHost(sshPlace(address, await sshIn(from, server)), limits);
    open.push({ [Symbol.asyncDispose]: () => host.dispose() });
    return host;
  }

  /** Nothing that was started for the host is left. */
  async function assertNoClient(server: SshServer): Promise<void> {
    assert.deepEqual(await server.clients(), []);
  }

  it('shows its own sockets, parameters and processes, not those of the machine that asks', async () => {
    await using here = await Namespace.create({ 'net.ipv4.tcp_max_tw_buckets': 1111 });
    await using own = Traffic.start(here);
    await own.clientTimeWait({ count: 33, address: '127.0.3.3', port: 8033 });
    await joinBy(here, '10.97.0.1', namespace, '10.97.0.2');
    await namespace.sysctl('net.ipv4.tcp_max_tw_buckets', 2222);
    const server = await serve({ address: '10.97.0.2' });
    const host = await hostAt(server, 'root@10.97.0.2:2222', {}, here);
    const { snapshot, report, owners } = await inspectHost(host);
    assert.equal(snapshot.collector, 'ss');
    assert.equal(made(report), 700);
    assert.equal(report.timeWait.count, (await ssCounts(namespace))['TIME-WAIT']);
    assert.equal(report.timeWait.limit, 2222);
    assert.equal(report.timeWait.kernelCount, report.timeWait.count);
    assert.equal(report.host.label, 'root@10.97.0.2:2222');
    assert.equal(report.host.effectiveUser, 0);
    const link = (await namespace.runOk('readlink', ['/proc/self/ns/net'])).trim();
    assert.equal(report.host.networkNamespace, link);
    assert.deepEqual(report.outcomes.processes, { kind: 'ok', problems: [] });
    const found = owners && valueOf(owners);
    assert.ok([...(found ?? [])].some(([, processes]) => processes.some(({ pid }) => pid === traffic.pid)));
    assert.equal(report.outcomes.counters.kind, 'ok');
    assert.equal(report.outcomes.parameters.kind, 'ok');
  });

  it('is asked over one connection, which ends with the host', async () => {
    const server = await serve();
    const host = await hostAt(server);
    await inspectHost(host);
    const first = await server.clients();
    assert.equal(first.length, 1, first.join('\n'));
    await Promise.all([inspectHost(host), inspectHost(host)]);
    assert.deepEqual(await server.clients(), first);
    await host.dispose();
    await assertNoClient(server);
  });

  it('that nobody asks any more is left alone', async () => {
    const server = await serve();
    const host = await hostAt(server, 'web1', { idleMs: 100 });
    await inspectHost(host);
    await waitFor(
      'the connection ends',
      () => server.clients(),
      (clients) => clients.length === 0,
    );
    assert.equal(made((await inspectHost(host)).report), 700);
  });

  it('connects anew when the connection broke between two inspections', async () => {
    const server = await serve();
    const host = await hostAt(server);
    await inspectHost(host);
    await server.cut();
    assert.equal(made((await inspectHost(host)).report), 700);
  });

  it('on which the user is not root shows the sockets, and says that processes are hidden', async () => {
    const asNobody = 'setpriv --reuid 65534 --regid 65534 --clear-groups';
    const server = await serve({ forced: `exec ${asNobody} sh -c "$SSH_ORIGINAL_COMMAND"` });
    const { report } = await inspectHost(await hostAt(server));
    assert.equal(report.host.effectiveUser, 65_534);
    assert.equal(made(report), 700);
    assert.equal(report.outcomes.processes.kind, 'partial');
    assert.equal(report.outcomes.processes.problems[0]?.code, 'processes-hidden');
  });

  it('that is no Linux says so', async () => {
    const uname = 'printf "#!/bin/sh\\necho FreeBSD\\n" > "$d/uname"; chmod 755 "$d/uname"';
    const server = await serve({
      forced: `d=$(dirname "$0"); ${uname}; PATH=$d:$PATH exec sh -c "$SSH_ORIGINAL_COMMAND"`,
    });
    const inspection = await inspectHost(await hostAt(server));
    assert.equal(whyNot(inspection)?.code, 'not-linux');
    assert.match(whyNot(inspection)?.message ?? '', /runs freebsd/);
  });

  it('without ss is read from /proc', async () => {
    const server = await serve({ prepare: hideSs });
    const { snapshot, report } = await inspectHost(await hostAt(server));
    assert.equal(snapshot.collector, 'proc');
    assert.deepEqual(snapshot.attempts, [{ collector: 'ss', reason: 'ss is not installed on this host.' }]);
    assert.equal(made(report), 700);
    assert.equal(report.outcomes.processes.kind, 'unavailable');
  });

  it('with nothing but busybox is read from /proc', async () => {
    const server = await serve({
      prepare: busyboxRoot,
      forced: 'exec chroot "$(dirname "$0")/root" /bin/sh',
    });
    const { snapshot, report } = await inspectHost(await hostAt(server));
    assert.equal(snapshot.collector, 'proc');
    assert.equal(made(report), 700);
    assert.equal(report.outcomes.counters.kind, 'ok');
    assert.equal(valueOf(snapshot.facts)?.byteOrder, endianness() === 'LE' ? 'little' : 'big');
  });

  it('to which the user has opened a shared connection is read through it', async () => {
    const server = await serve();
    const path = join(server.folder, 'shared');
    await appendFile(server.config, `\n  ControlPath ${path}\n`);
    const { program, configFile = '' } = await sshIn(namespace, server);
    const shared = spawn(program, ['-F', configFile, '-M', '-N', 'web1'], { stdio: 'ignore' });
    await waitFor('the shared connection is there', () => existsSync(path));
    await writeFile(join(server.folder, 'authorized'), ''); // From now on only who is in may come in.
    assert.equal(made((await inspectHost(await hostAt(server))).report), 700);
    shared.kill();
    await once(shared, 'exit');
  });

  it('without ss and without /proc says so, section by section', async () => {
    const server = await serve({ prepare: `${hideSs}\nmount -t tmpfs none /proc` });
    const { report } = await inspectHost(await hostAt(server));
    assert.deepEqual(
      [report.outcomes.sockets.kind, report.outcomes.counters.kind, report.outcomes.parameters.kind],
      ['unavailable', 'unavailable', 'unavailable'],
    );
    assert.equal(report.outcomes.facts.kind, 'ok');
    assert.match(report.verdict.sentence, /\/proc\/net\/tcp does not exist/);
  });

  it('with an ss that prints garbage is read from /proc, in another round trip', async () => {
    const server = await serve({ prepare: replaceSs('head -c 20000 /dev/urandom | base64') });
    const { snapshot, report } = await inspectHost(await hostAt(server));
    assert.equal(snapshot.collector, 'proc');
    assert.match(snapshot.attempts[0]?.reason ?? '', /cannot be read/);
    assert.equal(made(report), 700);
  });

  it('with an ss that fails is read from /proc, with what ss said', async () => {
    const server = await serve({ prepare: replaceSs('echo "no netlink here" >&2; exit 3') });
    const { snapshot } = await inspectHost(await hostAt(server));
    assert.equal(snapshot.collector, 'proc');
    assert.match(snapshot.attempts[0]?.reason ?? '', /status 3: no netlink here/);
  });

  it('with start-up files and a banner that talk is read all the same', async () => {
    const noise =
      'printf "\\n0123456789abcdef0123456789abcdef done\\nwelcome\\nESTAB 0 0 1.1.1.1:1 2.2.2.2:2"; echo oops >&2';
    const server = await serve({
      config: ['Banner /etc/passwd'],
      forced: `${noise}\nexec sh -c "$SSH_ORIGINAL_COMMAND"`,
    });
    const { report } = await inspectHost(await hostAt(server));
    assert.equal(made(report), 700);
    assert.deepEqual(report.outcomes.sockets, { kind: 'ok', problems: [] });
  });

  it('that prints megabytes of noise, and never ends, is given up', async () => {
    const server = await serve({ forced: 'exec yes "welcome to this host"' });
    const inspection = await inspectHost(await hostAt(server, 'web1', { noiseBytes: 1 << 20 }));
    assert.equal(whyNot(inspection)?.code, 'shell-noise');
    assert.match(whyNot(inspection)?.nextStep ?? '', /bashrc/);
    await assertNoClient(server);
  });

  it('that does not answer is given up after the time limit', async () => {
    const server = await serve({ forced: 'exec sleep 61.5' });
    const inspection = await inspectHost(await hostAt(server, 'web1', { requestMs: 700 }));
    assert.deepEqual([inspection.snapshot.sockets.kind, whyNot(inspection)?.code], ['failed', 'timed-out']);
    await assertNoClient(server);
  });

  it('whose table of sockets never ends is given up after the time limit', async () => {
    const server = await serve({ prepare: replaceSs('exec yes "ESTAB 0 0 127.0.0.1:1 127.0.0.1:2"') });
    const inspection = await inspectHost(await hostAt(server, 'web1', { requestMs: 1500 }));
    assert.equal(whyNot(inspection)?.code, 'timed-out');
    assert.equal(inspection.report.outcomes.counters.kind, 'ok', 'what came before it counts');
    await assertNoClient(server);
  });

  it('can be cancelled while it does not answer, and asked again', async () => {
    const server = await serve({
      prepare: replaceSs('echo "ESTAB 0 0 127.0.0.1:1 127.0.0.1:2"; exec sleep 61.5'),
    });
    const host = await hostAt(server);
    const abort = new AbortController();
    const cancelled = inspectHost(host, {
      cancellation: abort.signal,
      onProgress: (message) => {
        if (message.includes('ss')) setTimeout(() => abort.abort(), 100);
      },
    });
    await assert.rejects(cancelled, CancelledError);
    await assertNoClient(server);
    await assert.rejects(inspectHost(host, { cancellation: AbortSignal.timeout(300) }), CancelledError);
    await assertNoClient(server);
  });

  it('that is switched off in the middle of a dump is told as lost', async () => {
    const server = await serve({
      prepare: replaceSs('yes "ESTAB 0 0 127.0.0.1:1 127.0.0.1:2" | head -n 5000; exec sleep 61.5'),
    });
    const host = await hostAt(server);
    const inspecting = inspectHost(host, {
      onProgress: (message) => {
        if (message.includes('ss')) setTimeout(() => void server.cut(), 300);
      },
    });
    const inspection = await inspecting;
    assert.deepEqual([inspection.snapshot.sockets.kind, whyNot(inspection)?.code], ['failed', 'ssh-lost']);
    assert.equal(inspection.report.sockets, undefined, 'half a table is none');
    await assertNoClient(server);
  });

  it('whose key is not known is not connected to: the message says what to do', async () => {
    const server = await serve();
    await server.trust('none');
    const inspection = await inspectHost(await hostAt(server));
    assert.equal(whyNot(inspection)?.code, 'ssh-host-key-unknown');
    assert.match(whyNot(inspection)?.nextStep ?? '', /in a terminal, verify the fingerprint.*ssh web1/);
    await assertNoClient(server);
  });

  it('whose key has changed is not connected to', async () => {
    const server = await serve();
    await server.trust('other');
    const inspection = await inspectHost(await hostAt(server));
    assert.deepEqual(
      [inspection.snapshot.sockets.kind, whyNot(inspection)?.code],
      ['denied', 'ssh-host-key-changed'],
    );
    assert.match(whyNot(inspection)?.nextStep ?? '', /ssh-keygen -R/);
    await assertNoClient(server);
  });

  it('that wants a password says so, and one that refuses the keys too', async () => {
    const password = await serve({
      config: ['PasswordAuthentication yes', 'PubkeyAuthentication no'],
    });
    assert.equal(whyNot(await inspectHost(await hostAt(password)))?.code, 'ssh-password-needed');
    await password[Symbol.asyncDispose]();
    const keys = await serve({ config: ['AuthorizedKeysFile /dev/null'] });
    assert.equal(whyNot(await inspectHost(await hostAt(keys)))?.code, 'ssh-not-authenticated');
    await assertNoClient(keys);
  });

  it('that lets nobody run a shell says so', async () => {
    const server = await serve({ forced: 'echo "This account is currently not available." >&2; exit 1' });
    const inspection = await inspectHost(await hostAt(server));
    assert.equal(whyNot(inspection)?.code, 'ssh-no-shell');
    assert.match(whyNot(inspection)?.message ?? '', /currently not available/);
  });

  it('that does not exist, and one where nobody listens, are told apart', async () => {
    const server = await serve();
    const unknown = await inspectHost(await hostAt(server, 'no-such-host.invalid'));
    assert.equal(whyNot(unknown)?.code, 'ssh-unknown-host');
    const refused = await inspectHost(await hostAt(server, 'web1:2223'));
    assert.equal(whyNot(refused)?.code, 'ssh-refused');
    assert.equal(unknown.report.verdict.severity, 'unknown');
    await assertNoClient(server);
  });
});

/** An `ss` that is no program: what `command -v` does not find. */
const hideSs =
  'for f in /usr/bin/ss /bin/ss /usr/sbin/ss /sbin/ss; do [ -e $f ] && mount --bind /dev/null $f; done';

/** A root folder with busybox and its libraries, `/proc`, and nothing else. */
const busyboxRoot = `
root=$PWD/root
mkdir $root && mount -t tmpfs none $root && mkdir -p $root/bin $root/proc $root/dev
cp "$(command -v busybox)" $root/bin/busybox
for library in $(ldd $root/bin/busybox | grep -o '/[^ )]*'); do cp --parents "$library" $root; done
for tool in sh cat uname id readlink dd; do ln -s busybox $root/bin/$tool; done
mount --bind /proc $root/proc
touch $root/dev/null && mount --bind /dev/null $root/dev/null`;

function replaceSs(script: string): string {
  return `t=$(mktemp); cat > "$t" <<'END'\n#!/bin/sh\n${script}\nEND\nchmod 755 "$t"\nmount --bind "$t" "$(command -v ss)"; rm -f "$t"`;
}

/** Puts a cable between two namespaces. */
async function joinBy(a: Namespace, addressA: string, b: Namespace, addressB: string): Promise<void> {
  const ends = ['veth', 'vb0', 'netns', b.name];
  await runOk('ip', ['-n', a.name, 'link', 'add', 'va0', 'type', 'veth', 'peer', ...ends.slice(1)]);
  for (const [namespace, link, address] of [
    [a, 'va0', addressA],
    [b, 'vb0', addressB],
  ] as const) {
    await runOk('ip', ['-n', namespace.name, 'address', 'add', `${address}/30`, 'dev', link]);
    await runOk('ip', ['-n', namespace.name, 'link', 'set', link, 'up']);
  }
}
