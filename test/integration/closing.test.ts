import assert from 'node:assert/strict';
import { once } from 'node:events';
import { LSPErrorCodes } from 'vscode-languageserver/node';
import { closeSocketsRequest } from '../../src/core/protocol/closeSockets.ts';
import { Closing, kernelSockets } from '../support/closing.ts';
import { ssCounts } from '../support/kernelCounts.ts';
import { compareKernels, runningKernel } from '../support/kernelFiles.ts';
import { Namespace } from '../support/namespace.ts';
import { nodePath } from '../support/paths.ts';
import { runOk } from '../support/run.ts';
import { ServerProcess } from '../support/serverProcess.ts';
import { sshIn } from '../support/sshClient.ts';
import { SshServer } from '../support/sshServer.ts';
import { here, Traffic, type Place } from '../support/traffic.ts';
import { waitFor } from '../support/waitFor.ts';
import { otherUsersMissing } from '../support/otherUsersMissing.ts';
import { skipWhere } from '../support/skipWhere.ts';

const allowed = { allowHostChanges: true };

/** Seen: Linux 5.10 answers EOPNOTSUPP for TIME_WAIT, to `ss -K`, too, and 6.1 closes it; the change came in mid 2022. */
const timeWaitStays =
  compareKernels(runningKernel, '6.1') < 0
    ? 'before Linux 6.1 perhaps nothing closes a socket in TIME_WAIT'
    : null;

/** Another user without any right, in the namespace. */
function asNobody(namespace: Namespace): Place {
  const user = ['--reuid', '65534', '--regid', '65534', '--clear-groups', '--'];
  return {
    spawn: (command, args, options) => namespace.spawn('setpriv', [...user, command, ...args], options),
  };
}

describe('closing sockets', function () {
  this.timeout(60_000);
  let namespace: Namespace;
  let traffic: Traffic;
  let server: ServerProcess;
  let closing: Closing;

  before(function () {
    skipWhere(this, Namespace.unavailable());
  });
  beforeEach(async () => {
    namespace = await Namespace.create();
    traffic = Traffic.start(namespace);
    server = await ServerProcess.start(namespace, allowed);
    closing = new Closing(server);
    await traffic.clientTimeWait({ count: 40, address: '127.0.1.1', port: 8001 });
    await traffic.clientTimeWait({ count: 30, address: '127.0.1.2', port: 8002 });
    await traffic.serverTimeWait({ count: 20, address: '127.0.1.3', port: 8003 });
    await traffic.closeWait({ count: 5, address: '127.0.1.4', port: 8004 });
    await traffic.established({ count: 4, address: '::1', port: 8005 });
    await traffic.established({ count: 3, address: '::ffff:127.0.1.6', port: 8006 });
  });
  afterEach(async () => {
    await server[Symbol.asyncDispose]();
    await traffic.dispose();
    await namespace.dispose();
  });

  it('closes exactly those that a filter lets through, and nothing else', async function () {
    skipWhere(this, timeWaitStays);
    const before = await kernelSockets(namespace);
    const preview = await closing.preview({ filter: 'state:time-wait peer:127.0.1.1 pport:8001' });
    assert.equal(preview.count, 40);
    assert.deepEqual(
      preview.states.map(({ state, count }) => [state, count]),
      [['TIME_WAIT', 40]],
    );
    assert.match(preview.states[0]?.effect ?? '', /RFC 1337/);
    assert.equal(preview.examples.length, 5);
    for (const example of preview.examples) assert.match(example, /^127\.0\.0\.1:\d+ ↔ 127\.0\.1\.1:8001$/);
    assert.equal(preview.command, 'ss -K -n -t state time-wait src 127.0.0.1 dst 127.0.1.1:8001');
    assert.deepEqual(await kernelSockets(namespace), before, 'a preview closes nothing');
    assert.deepEqual(await closing.close(preview), {
      kind: 'closed',
      closed: 40,
      goneBefore: 0,
      remaining: [],
    });
    const isDestination = (line: string): boolean => line.startsWith('06') && line.endsWith('0101007F:1F41');
    assert.deepEqual(
      await kernelSockets(namespace),
      before.filter((line) => !isDestination(line)),
    );
    assert.equal(before.length - (await kernelSockets(namespace)).length, 40);
  });

  it('closes what the kernel can close, and says of the rest why it is still there', async () => {
    const before = await kernelSockets(namespace);
    const preview = await closing.preview({ filter: 'peer:127.0.1.2 peer:127.0.1.4' });
    const { closed, goneBefore, remaining } = await closing.close(preview);
    const inTimeWait = (lines: readonly string[]): number =>
      lines.filter((line) => line.startsWith('06') && line.endsWith('0201007F:1F42')).length;
    const left = inTimeWait(await kernelSockets(namespace));
    assert.equal(inTimeWait(before), 30);
    assert.equal(left, timeWaitStays === null ? 0 : 30);
    assert.deepEqual([closed, goneBefore], [35 - left, 0]);
    assert.deepEqual(
      remaining.map(({ count }) => count),
      left === 0 ? [] : [left],
    );
    if (left > 0)
      assert.match(remaining[0]?.reason ?? '', /cannot close .*; closing TIME_WAIT needs .* 6\.1$/);
  });

  it('closes nothing by a filter that cannot be read, nor by an order that was cancelled with it', async () => {
    const before = await kernelSockets(namespace);
    for (const filter of ['lport:99999x', 'peer:10.0.0.0/33', 'fport:8001']) {
      const answer = await closing.ask({ filter });
      assert.equal(answer.kind === 'refused' && answer.problem.code, 'close-filter-unreadable', filter);
    }
    const preview = await closing.preview({ filter: 'peer:127.0.1.1' });
    assert.equal(preview.filter, 'remote address 127.0.1.1');
    const answer = await server.sendCancelled(closeSocketsRequest, { token: preview.token });
    assert.equal(answer, LSPErrorCodes.RequestCancelled);
    assert.deepEqual(await kernelSockets(namespace), before);
  });

  it('closes what a row of the tree has below it: a state, a listener, one socket', async function () {
    skipWhere(this, timeWaitStays);
    const { inspection } = await server.connection.sendRequest<{ inspection: string }>(
      'socketDiagnostics/inspect',
      { host: 'local', collector: 'auto' },
    );
    const below = async (parent: string): Promise<readonly { id: string; label: string }[]> => {
      const page = await server.connection.sendRequest<{ rows: { id: string; label: string }[] }>(
        'socketDiagnostics/children',
        { inspection, parent, offset: 0, limit: 100 },
      );
      return page.rows;
    };
    const groups = await below('TIME_WAIT');
    const listener = groups.find(({ label }) => label === '127.0.1.3:8003');
    const destination = groups.find(({ label }) => label.includes('127.0.1.2:8002'));
    const [one] = await below(destination?.id ?? '');
    const single = await closing.preview({ row: one?.id ?? '' });
    assert.equal(single.count, 1);
    await closing.close(single);
    assert.deepEqual(await ssCounts(namespace, ['dst', '127.0.1.2:8002']), { 'TIME-WAIT': 29 });
    const served = await closing.preview({ row: listener?.id ?? '' });
    assert.equal(served.count, 20);
    await closing.close(served);
    assert.deepEqual(await ssCounts(namespace, ['src', '127.0.1.3:8003']), { LISTEN: 1 });
    const state = await closing.preview({ row: 'TIME_WAIT' });
    assert.equal(state.count, 69);
    assert.equal((await closing.close(state)).closed, 69);
    assert.equal((await ssCounts(namespace))['TIME-WAIT'], undefined);
    assert.equal((await ssCounts(namespace))['LISTEN'], 6);
  });

  it('ends connections of IPv6 and of both families, and tells what that means for the peer', async () => {
    const preview = await closing.preview({ filter: 'state:established lport:8005 lport:8006' });
    assert.equal(preview.count, 7);
    assert.match(preview.states[0]?.effect ?? '', /RST/);
    assert.deepEqual((await closing.close(preview)).remaining, []);
    const rest = await waitFor(
      'the peers reset',
      () => ssCounts(namespace, ['( sport = 8005 or dport = 8005 or sport = 8006 or dport = 8006 )']),
      (counts) => counts['ESTAB'] === undefined,
    );
    assert.deepEqual(rest, { LISTEN: 2 });
  });

  it('ends CLOSE_WAIT, and never a listening socket', async () => {
    const preview = await closing.preview({ filter: 'lport:8004' });
    assert.deepEqual([preview.count, preview.listening], [5, 1]);
    assert.equal((await closing.close(preview)).closed, 5);
    assert.deepEqual(await ssCounts(namespace, ['src', '127.0.1.4:8004']), { LISTEN: 1 });
    const refused = await closing.ask({ filter: 'state:listen' });
    assert.ok(refused.kind === 'refused');
    assert.equal(refused.problem.code, 'close-listening');
  });

  it('closes the connection that was shown, though it has closed by itself meanwhile', async function () {
    skipWhere(this, timeWaitStays);
    const preview = await closing.preview({ filter: 'state:established pport:8005' });
    assert.equal(preview.count, 4);
    await traffic.release();
    const waiting = (counts: Readonly<Record<string, number>>): boolean => counts['TIME-WAIT'] === 4;
    await waitFor('TIME_WAIT', () => ssCounts(namespace, ['( sport = 8005 or dport = 8005 )']), waiting);
    const before = await ssCounts(namespace, ['dport', '=', '8005']);
    const { closed, goneBefore } = await closing.close(preview);
    assert.deepEqual([closed, goneBefore], [4, 4 - (before['TIME-WAIT'] ?? 0)]);
    assert.deepEqual(await ssCounts(namespace, ['dport', '=', '8005']), {});
  });

  it('leaves a later connection alone that has the same ends', async function () {
    skipWhere(this, timeWaitStays);
    const preview = await closing.preview({ filter: 'state:time-wait pport:8002' });
    const [example = ''] = preview.examples;
    const port = Number(/^127\.0\.0\.1:(\d+) /.exec(example)?.[1]);
    await namespace.runOk('ss', ['-K', '-n', '-t', 'state', 'time-wait', 'dst', '127.0.1.2:8002']);
    const script = `require('node:net').connect({ host: '127.0.1.2', port: 8002, localPort: ${String(port)}, allowHalfOpen: true }, () => console.log('up')).resume()`;
    const child = namespace.spawn(nodePath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    if (child.stdout === null) throw new Error('no standard output');
    await once(child.stdout, 'data');
    const later = ['src', `127.0.0.1:${String(port)}`, 'dst', '127.0.1.2:8002'];
    assert.deepEqual(await ssCounts(namespace, later), { ESTAB: 1 });
    assert.deepEqual(await closing.close(preview), {
      kind: 'closed',
      closed: 30,
      goneBefore: 30,
      remaining: [],
    });
    assert.deepEqual(await ssCounts(namespace, later), { ESTAB: 1 });
    const listening = (line: string): boolean => line.startsWith('0A 0201007F:1F42');
    assert.equal((await kernelSockets(namespace)).filter(listening).length, 1, 'nor the listener');
  });

  it('closes in another network namespace of this machine, and only there', async function () {
    skipWhere(this, timeWaitStays);
    await using outside = await ServerProcess.start(here, allowed);
    const host = `netns:${namespace.name}`;
    const other = new Closing(outside);
    const preview = await other.preview({ host, filter: 'state:time-wait pport:8001' });
    assert.equal(preview.count, 40);
    assert.ok(preview.command?.startsWith(`nsenter --net=/run/netns/${namespace.name} -- ss -K `));
    assert.equal((await other.close(preview)).closed, 40);
    assert.equal((await ssCounts(namespace))['TIME-WAIT'], 50);
    // The process itself is where it was.
    const inside = await namespace.run('readlink', ['/proc/self/ns/net']);
    const { report } = await outside.connection.sendRequest<{
      report: { host: { networkNamespace: string } };
    }>('socketDiagnostics/inspect', { host: 'local', collector: 'auto' });
    assert.notEqual(report.host.networkNamespace, inside.stdout.trim());
  });

  it('has a command for another host, which closes the same there and nothing else', async function () {
    skipWhere(this, SshServer.unavailable());
    await using sshd = await SshServer.start(namespace);
    const ssh = await sshIn(namespace, sshd);
    await using outside = await ServerProcess.start(here, { ...allowed, ssh });
    const before = await kernelSockets(namespace);
    const refused = await new Closing(outside).ask({ host: 'ssh:web1', row: 'CLOSE_WAIT' });
    assert.ok(refused.kind === 'refused');
    assert.equal(refused.problem.code, 'close-not-here');
    const { command = '' } = refused;
    assert.ok(
      command.startsWith(`${ssh.program} -F ${sshd.config} -t -- web1 'ss -K -n -t state close-wait`),
    );
    await runOk('sh', ['-c', command]);
    const isLeft = (line: string): boolean => !/^(08|05) .*:1F44/.test(line);
    assert.equal(before.filter(isLeft).length, before.length - 10);
    const ours = (lines: readonly string[]): readonly string[] =>
      lines.filter((line) => !line.includes(':08AE'));
    await waitFor(
      'what is left',
      async () => ours(await kernelSockets(namespace)).join('\n'),
      (left) => left === ours(before.filter(isLeft)).join('\n'),
    );
  });

  it('refuses without CAP_NET_ADMIN, with the command for a terminal, and closes nothing', async function () {
    skipWhere(this, otherUsersMissing());
    await using server = await ServerProcess.start(asNobody(namespace), allowed);
    const nobody = new Closing(server);
    const before = await kernelSockets(namespace);
    const refused = await nobody.ask({ filter: 'state:time-wait pport:8001' });
    assert.ok(refused.kind === 'refused');
    assert.equal(refused.problem.code, 'close-denied');
    assert.equal(refused.command, 'sudo ss -K -n -t state time-wait src 127.0.0.1 dst 127.0.1.1:8001');
    assert.deepEqual(await kernelSockets(namespace), before);
  });

  it('refuses unless the user allows it, from one moment to the next', async () => {
    await using server = await ServerProcess.start(namespace);
    const off = new Closing(server);
    const refused = await off.ask();
    assert.ok(refused.kind === 'refused');
    assert.equal(refused.problem.code, 'host-changes-off');
    assert.match(refused.problem.nextStep, /socketDiagnostics\.allowHostChanges/);
    await server.connection.sendNotification('socketDiagnostics/hostChanges', { allowHostChanges: true });
    const { token } = await off.preview({ filter: 'pport:8001' });
    await server.connection.sendNotification('socketDiagnostics/hostChanges', { allowHostChanges: false });
    const late = await off.order(token);
    assert.ok(late.kind === 'refused');
    assert.equal((await ssCounts(namespace, ['dst', '127.0.1.1:8001']))['TIME-WAIT'], 40);
  });

  it('does each preview once, and only the newest', async () => {
    const first = await closing.preview({ filter: 'pport:8001' });
    const second = await closing.preview({ filter: 'pport:8002' });
    const old = await closing.order(first.token);
    assert.ok(old.kind === 'refused');
    assert.equal(old.problem.code, 'close-expired');
    const again = await closing.preview({ filter: 'pport:8002' });
    await closing.close(again);
    for (const { token } of [second, again]) assert.equal((await closing.order(token)).kind, 'refused');
  });

  it('refuses for a saved inspection, and for a host that there is not', async () => {
    for (const host of ['file:/tmp/none.json', 'nowhere']) {
      const refused = await closing.ask({ host });
      assert.ok(refused.kind === 'refused');
      assert.equal(refused.problem.code, 'close-not-live');
    }
  });
});
