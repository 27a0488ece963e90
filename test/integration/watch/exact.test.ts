import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { ExactAct } from '../../../src/core/model/exactWatch.ts';
import { decodeExact } from '../../../src/core/model/snapshotFile/decodeExact.ts';
import { JsonShape } from '../../../src/core/model/snapshotFile/jsonShape.ts';
import type { WatchJson } from '../../../src/cli/watch/watchJson.ts';
import { cliPath } from '../../support/cli.ts';
import { Namespace } from '../../support/namespace.ts';
import { nodePath } from '../../support/paths.ts';
import { run } from '../../support/run.ts';
import { Setup } from '../../support/setup.ts';
import { waitFor } from '../../support/waitFor.ts';
import { asNobody, makeEndings, traceFolder, tracingUnavailable, Watching } from '../../support/watching.ts';

const count = 7;
/** tracefs is mounted in a mount namespace of the command, wherever the machine has it. */
const withTracefs = [
  'unshare',
  '--mount',
  'sh',
  '-c',
  `mount -t tracefs nodev ${traceFolder} && exec "$@"`,
  'sh',
];

/** A shell that sees tracefs, to look at it and to change what is somebody else's. */
async function inTracefs(script: string): Promise<string> {
  const [command = '', ...rest] = withTracefs;
  const { status, stdout, stderr } = await run(command, [
    ...rest,
    'sh',
    '-c',
    `cd ${traceFolder} && ${script}`,
  ]);
  assert.equal(status, 0, stderr);
  return stdout;
}

async function instances(): Promise<readonly string[]> {
  return (await inTracefs('ls instances')).split('\n').filter((name) => name !== '');
}

/** The instances of one process. */
async function instancesOf(pid: number): Promise<readonly string[]> {
  return (await instances()).filter((name) => name.split('.')[2] === String(pid));
}

function times({ exact }: WatchJson, act: ExactAct, side: string, address: string, port: number) {
  return exact?.counts
    .filter((one) => one.act === act && one.side === side && one.address === address && one.port === port)
    .map((one) => ({ pid: one.pid, name: one.name, count: one.count, probably: one.probably }));
}

const mostTries = 4;

/**
 * Watches again until the trace is complete: it is of the whole machine, and there may be no room for what others do
 * meanwhile, which it says.
 */
async function untilComplete<T extends { readonly seen: WatchJson }>(watch: () => Promise<T>): Promise<T> {
  for (let left = mostTries; ; left--) {
    const watched = await watch();
    if (watched.seen.exact?.lost === 0) return watched;
    assert.ok(left > 1, 'other traffic of this machine does not leave the trace any room');
  }
}

/** Who did what, from the kernel's trace. */
describe('watching in exact mode', function () {
  this.timeout(60_000);
  const setup = new Setup(tracingUnavailable);
  let namespace: Namespace;

  before(async () => {
    namespace = await setup.namespace();
  });

  const start = (): Promise<Watching> => Watching.start(namespace, withTracefs, ['--exact']);

  for (const family of [4, 6] as const) {
    const address = family === 4 ? '127.0.0.1' : '::1';

    it(`names who connected and who closed first over IPv${String(family)}`, async () => {
      const { byServer, byClient, seen } = await untilComplete(async () => {
        await using watching = await start();
        const byServer = await makeEndings(namespace, family, 'exchange-server-first', count, true);
        const byClient = await makeEndings(namespace, family, 'reset-by-client', count, true);
        await watching.heard(4 * count);
        await watching.goesOn();
        return { byServer, byClient, seen: await watching.stop() };
      });
      const by = ({ pid }: { readonly pid: number }) => [{ pid, name: 'python3', count, probably: false }];
      assert.deepEqual(times(seen, 'connected', 'destination', address, byServer.port), by(byServer));
      assert.deepEqual(times(seen, 'closedFirst', 'listener', address, byServer.port), by(byServer));
      assert.deepEqual(times(seen, 'closedFirst', 'destination', address, byServer.port), []);
      assert.deepEqual(times(seen, 'connected', 'destination', address, byClient.port), by(byClient));
      assert.deepEqual(times(seen, 'closedFirst', 'destination', address, byClient.port), by(byClient));
      const replay = seen.exact?.replays.find(
        ({ side, localPort }) => side === 'listener' && localPort === byServer.port,
      );
      assert.deepEqual(
        replay?.steps.map(({ from, to }) => `${from} ${to}`),
        [
          'LISTEN SYN_RECV',
          'SYN_RECV ESTABLISHED',
          'ESTABLISHED FIN_WAIT1',
          'FIN_WAIT1 FIN_WAIT2',
          'FIN_WAIT2 CLOSE',
        ],
      );
      assert.equal(replay.steps[2]?.by?.pid, byServer.pid);
    });

    it(`names whose connect() found no local port over IPv${String(family)}, and the port it was for`, async () => {
      const { made, seen } = await untilComplete(async () => {
        await using narrow = await Namespace.create({ 'net.ipv4.ip_local_port_range': '40000 40019' });
        await using watching = await Watching.start(narrow, withTracefs, ['--exact']);
        const made = await makeEndings(narrow, family, 'no-local-port', count);
        await watching.heard(2 * count);
        await watching.goesOn();
        return { made, seen: await watching.stop() };
      });
      assert.deepEqual(times(seen, 'noLocalPort', 'destination', address, made.port), [
        { pid: made.pid, name: 'python3', count: 2 * count, probably: false },
      ]);
      assert.equal(seen.kinds.noLocalPort, 2 * count, 'as many as without exact mode');
    });
  }

  it('names each program of a process that runs one after the other, by what it was at the time', async () => {
    const port = 900;
    const at = "('127.0.0.1', 900)";
    const listen = `import socket, time; s = socket.create_server(${at}, backlog=512); print('listens', flush=True); time.sleep(60)`;
    const server = namespace.spawn('python3', ['-c', listen], { stdio: ['ignore', 'pipe', 'inherit'] });
    assert.ok(server.stdout);
    await once(server.stdout, 'data');
    // Bash connects by itself; then the same process is Python, then Node.js, whose main thread gives itself another name.
    const inNode = `require('net').connect(${String(port)}, '127.0.0.1').on('connect', () => console.log('connected')); process.stdin.resume().on('end', process.exit)`;
    const inPython = `import os, socket, sys; socket.create_connection(${at}); os.execv(sys.argv[1], ['node', '-e', sys.argv[2]])`;
    const inBash = `read -r; exec 3<>/dev/tcp/127.0.0.1/${String(port)} 4<>/dev/tcp/127.0.0.1/${String(port)}; exec python3 -c "$@"`;
    const shim = (): ChildProcess =>
      namespace.spawn('bash', ['-c', inBash, 'bash', inPython, nodePath, inNode], {
        stdio: ['pipe', 'pipe', 'inherit'],
      });
    try {
      const { shims, seen } = await untilComplete(async () => {
        // Some are known since the watch has begun, some are not.
        const early = Array.from({ length: 3 }, shim);
        await using watching = await start();
        const shims = [...early, ...Array.from({ length: 3 }, shim)];
        const connected = shims.map((one) => once(one.stdout ?? one, 'data'));
        for (const one of shims) one.stdin?.write('\n');
        await Promise.all(connected);
        await watching.goesOn();
        for (const one of shims) one.stdin?.end();
        return { shims, seen: await watching.stop() };
      });
      const counts = times(seen, 'connected', 'destination', '127.0.0.1', port);
      for (const { pid } of shims)
        assert.deepEqual(
          counts?.filter((one) => one.pid === pid).sort((a, b) => a.name.localeCompare(b.name)),
          [
            { pid, name: 'bash', count: 2, probably: false },
            { pid, name: 'node', count: 1, probably: false },
            { pid, name: 'python3', count: 1, probably: false },
          ],
        );
    } finally {
      server.kill('SIGKILL');
    }
  });

  it('tells nothing of another network namespace with the same addresses', async () => {
    await using other = await Namespace.create();
    const shortly =
      "import socket; s = socket.create_server(('127.0.0.1', 0)); socket.create_connection(s.getsockname())";
    const { here, there, seen } = await untilComplete(async () => {
      await using watching = await start();
      const here = await makeEndings(namespace, 4, 'exchange-client-first', count, true);
      const there = await makeEndings(other, 4, 'exchange-client-first', count, true);
      // Those that end at once, too: they may be gone before anybody looks.
      for (const each of [namespace, other])
        await each.runOk('sh', [
          '-c',
          `i=0; while [ $i -lt 8 ]; do i=$((i+1)); python3 -c "${shortly}"; done`,
        ]);
      await watching.heard(2 * (count + 8));
      await watching.goesOn();
      return { here, there, seen: await watching.stop() };
    });
    assert.equal(
      seen.exact?.counts.reduce((sum, one) => sum + (one.act === 'connected' ? one.count : 0), 0),
      count + 8,
    );
    const pids = new Set(seen.exact.counts.map(({ pid }) => pid));
    assert.deepEqual([pids.has(here.pid), pids.has(there.pid)], [true, false]);
  });

  it('prints what a snapshot takes, and text for a terminal', async () => {
    await using watching = await start();
    await makeEndings(namespace, 4, 'exchange-client-first', 1);
    const seen = await watching.stop();
    assert.deepEqual(decodeExact(new JsonShape(seen.exact, 'exact')), seen.exact);
    const [command = '', ...rest] = withTracefs;
    const child = namespace.spawn(command, [...rest, nodePath, cliPath, 'watch', '--exact'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    assert.ok(child.stdout);
    const printed = text(child.stdout);
    await waitFor('it traces', async () => (await instancesOf(child.pid ?? -1)).length > 0);
    const { pid } = await makeEndings(namespace, 4, 'exchange-client-first', 1, true);
    child.kill('SIGINT');
    assert.match(
      await printed,
      new RegExp(`python3 \\(${String(pid)}\\) +1 +connected to +127\\.0\\.0\\.1:`),
    );
  });

  it('leaves the tracing of others as it is', async () => {
    const other = `someone-else-${String(process.pid)}`;
    await inTracefs(
      `mkdir instances/${other} && cd instances/${other} && echo 1 > events/sock/inet_sock_set_state/enable &&
       echo 'newstate == 2' > events/sock/inet_sock_set_state/filter && echo 99 > buffer_size_kb && echo global > trace_clock`,
    );
    try {
      const state = `for folder in . instances/${other}; do (cd $folder; cat set_event trace_clock buffer_size_kb tracing_on current_tracer
        cat events/sock/inet_sock_set_state/enable events/sock/inet_sock_set_state/filter events/syscalls/sys_exit_connect/enable options/overwrite); done`;
      const before = await inTracefs(state);
      const written = `sed -n 's/^# entries-in-buffer.*: *[0-9]*\\/\\([0-9]*\\).*/\\1/p' instances/${other}/trace`;
      const had = Number(await inTracefs(written));
      const { seen } = await untilComplete(async () => {
        await using watching = await start();
        assert.equal(await inTracefs(state), before, 'while it watches');
        await makeEndings(namespace, 4, 'exchange-client-first', count);
        await watching.heard(2 * count);
        await watching.goesOn();
        return { seen: await watching.stop() };
      });
      assert.ok((seen.exact?.counts.length ?? 0) > 0);
      assert.equal(await inTracefs(state), before, 'afterwards');
      assert.ok((await instances()).includes(other));
      assert.ok(Number(await inTracefs(written)) >= had + count, 'and the other goes on');
    } finally {
      await inTracefs(`rmdir instances/${other}`);
    }
  });

  it('leaves nothing behind, and removes what a crash left, but not what is alive', async () => {
    await using crashed = await start();
    await using alive = await start();
    const [gone, living] = [crashed.pid, alive.pid];
    assert.equal((await instancesOf(gone)).length, 1);
    process.kill(gone, 'SIGKILL');
    await crashed.stop();
    assert.equal((await instancesOf(gone)).length, 1, 'a crash leaves it');
    await using next = await start();
    assert.deepEqual(await instancesOf(gone), [], 'the next start removes it');
    assert.equal((await instancesOf(living)).length, 1, 'not that of a living one');
    await next.stop();
    await alive.stop();
    assert.deepEqual(await instancesOf(living), []);
  });

  it('leaves nothing behind when its terminal is closed', async () => {
    await using watching = await start();
    assert.equal((await instancesOf(watching.pid)).length, 1);
    process.kill(watching.pid, 'SIGHUP');
    await watching.stop();
    assert.deepEqual(await instancesOf(watching.pid), []);
  });

  it('counts what it lost if nobody reads for a while', async () => {
    await using wide = await Namespace.create({ 'net.ipv4.ip_local_port_range': '2000 65535' });
    await using watching = await Watching.start(wide, withTracefs, ['--exact']);
    process.kill(watching.pid, 'SIGSTOP');
    try {
      await makeEndings(wide, 4, 'many', 12_000);
    } finally {
      process.kill(watching.pid, 'SIGCONT');
    }
    const seen = await watching.stop();
    assert.ok((seen.exact?.lost ?? 0) > 0);
  });

  describe('where it cannot be', () => {
    async function refused(prefix: readonly string[], code: RegExp): Promise<void> {
      const [command = '', ...rest] = prefix;
      const args = [...rest, nodePath, cliPath, 'watch', '--exact', '--seconds', '1'];
      const { status, stdout, stderr } = await namespace.run(command, args);
      assert.equal(status, 3, stdout);
      assert.equal(stdout, '');
      assert.match(stderr, code);
    }

    it('says so without tracefs', () =>
      refused(
        ['unshare', '--mount', 'sh', '-c', `umount -q ${traceFolder}; exec "$@"`, 'sh'],
        /^Exact mode needs tracefs, which is not mounted here\. Mount it/,
      ));

    it('says so to others than root', () =>
      refused(
        [...withTracefs, ...asNobody],
        /^Exact mode reads the kernel’s trace, which only root can do\./,
      ));

    it('says so in a container, where the ids of processes are others', () =>
      refused(
        ['unshare', '--pid', '--fork', '--mount-proc', ...withTracefs],
        /^Exact mode does not work in a container/,
      ));

    it('says so where the kernel refuses', () =>
      refused(
        ['unshare', '--mount', 'sh', '-c', `mount -t tracefs -o ro nodev ${traceFolder} && exec "$@"`, 'sh'],
        /^Exact mode is not permitted here/,
      ));

    it('says so on another host', async () => {
      const { status, stderr } = await run(nodePath, [
        cliPath,
        'watch',
        '--exact',
        '--host',
        'nobody@127.0.0.9',
      ]);
      assert.equal(status, 3);
      assert.match(stderr, /works only on this machine and its network namespaces/);
    });
  });
});
