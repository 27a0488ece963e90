import assert from 'node:assert/strict';
import { cliPath } from '../support/cli.ts';
import { listsBound } from '../support/kernelFiles.ts';
import { Namespace } from '../support/namespace.ts';
import { nodePath } from '../support/paths.ts';
import { run } from '../support/run.ts';
import { SshServer } from '../support/sshServer.ts';
import { Situation, type Result } from '../support/situation.ts';
import { skipWhere } from '../support/skipWhere.ts';

interface Answer {
  readonly answer: string;
  readonly title: string;
  readonly bind: readonly string[];
  readonly connect: readonly string[];
  readonly users: readonly { readonly kind: string; readonly who: string; readonly count: number }[];
  readonly notes: readonly string[];
  readonly remedies: readonly { readonly text: string; readonly command?: string }[];
}

describe('who holds a port', function () {
  this.timeout(30_000);
  before(function () {
    skipWhere(this, Namespace.unavailable());
  });

  async function ask(situation: Situation, port: number, ...args: readonly string[]) {
    const words = [cliPath, 'port', String(port), '--json', ...args];
    const { status, stdout, stderr } = await situation.namespace.run(nodePath, words);
    assert.notEqual(stdout, '', stderr);
    return { status, ...(JSON.parse(stdout) as Answer) };
  }

  /** What the kernel says to bind() and listen(), without and with SO_REUSEADDR. */
  function tryBind(situation: Situation, port: number, address = '127.0.0.1'): Promise<Result> {
    return situation.beside('bind_tries', { port, address });
  }

  const refused = { plain: 'EADDRINUSE', reuse: 'EADDRINUSE' };
  /** A port is known to be free if the kernel lists what is only bound to it, too. */
  const nothingSeen = listsBound ? [0, 'free'] : [3, 'unknown'];

  it('an outgoing connection: the service cannot start, its process is named, and other addresses are free', async () => {
    await using situation = await Situation.make('stolen');
    assert.deepEqual(situation.result['errors'], { EADDRINUSE: 1 });
    assert.deepEqual(await tryBind(situation, 8080), refused);
    const { status, answer, title, users, bind, connect } = await ask(situation, 8080);
    assert.deepEqual([status, answer], [2, 'taken']);
    assert.match(
      title,
      /^Port 8080 is held by sit-client \(process \d+\): an outgoing connection from 127\.0\.0\.1:8080 to 127\.0\.0\.1:8001\.$/,
    );
    assert.deepEqual(
      users.map(({ kind }) => kind),
      ['connection'],
    );
    assert.match(
      bind.join(' '),
      /^bind\(\) to 127\.0\.0\.1:8080 and to the wildcard address fails with EADDRINUSE\./,
    );
    assert.match(bind.join(' '), /Other addresses are free\.$/);
    assert.deepEqual(await tryBind(situation, 8080, '127.0.0.2'), { plain: 'ok', reuse: 'ok' });
    assert.match(connect.join(' '), /ECONNREFUSED.*outside ip_local_port_range/);
  });

  for (const collector of ['sock_diag', 'ss', 'proc']) {
    it(`a listening socket and what it accepted, by ${collector}`, async () => {
      await using situation = await Situation.make('plain', { count: 20 });
      assert.deepEqual(await tryBind(situation, 8001), refused);
      const { status, users, bind, connect } = await ask(situation, 8001, '--collector', collector);
      assert.equal(status, 2);
      assert.deepEqual(
        users.map(({ kind, count }) => `${kind} ${String(count)}`),
        ['listener 1', 'accepted 20'],
      );
      assert.match(users[0]?.who ?? '', /^sit-server \(process \d+\)$/);
      assert.match(bind.join(' '), /^bind\(\) to any address fails .* SO_REUSEPORT/);
      assert.match(connect.join(' '), /^connect\(\) to this port reaches sit-server/);
    });
  }

  it('a socket that is bound and has no connection', async () => {
    await using situation = await Situation.make('bound_only', { port: 40_500 });
    assert.deepEqual(await tryBind(situation, 40_500), refused);
    const { status, answer, users, connect, notes } = await ask(situation, 40_500);
    if (!listsBound) {
      assert.deepEqual([status, answer, users], [3, 'unknown', []]);
      assert.match(notes.join(' '), /bound and has no connection cannot be seen this way/);
      return;
    }
    assert.equal(status, 2);
    assert.deepEqual(
      users.map(({ kind }) => kind),
      ['bound'],
    );
    assert.match(connect.join(' '), /the kernel does not choose it for an outgoing connection/);
  });

  for (const collector of ['ss', 'proc'])
    it(`a socket that is bound and has no connection is not seen by ${collector}, so the port is not called free`, async () => {
      await using situation = await Situation.make('bound_only', { port: 40_500 });
      const { status, answer, notes } = await ask(situation, 40_500, '--collector', collector);
      assert.deepEqual([status, answer], [3, 'unknown']);
      assert.match(notes.join(' '), /bound and has no connection cannot be seen this way/);
    });

  it('TIME_WAIT of a server that set SO_REUSEADDR: it depends on that option', async () => {
    const args = { count: 5, closing: 'first', ending: 'wait', tries: 0 };
    await using situation = await Situation.make('plain', args);
    await situation.endServer();
    assert.deepEqual(await tryBind(situation, 8001), { plain: 'EADDRINUSE', reuse: 'ok' });
    const { status, answer, users, bind, remedies } = await ask(situation, 8001);
    assert.deepEqual([status, answer], [1, 'shared']);
    assert.deepEqual(
      users.map(({ kind, count }) => `${kind} ${String(count)}`),
      ['timeWait 5'],
    );
    assert.match(bind.join(' '), /fails with EADDRINUSE without SO_REUSEADDR/);
    assert.match(remedies.map(({ text }) => text).join(), /SO_REUSEADDR/);
  });

  it('no socket, in the port range: the command that reserves it works, and is said to have', async () => {
    await using situation = await Situation.make('plain', { count: 5 });
    await situation.namespace.sysctl('net.ipv4.ip_local_reserved_ports', '40100-40110');
    const free = await ask(situation, 40_901);
    assert.deepEqual([free.status, free.answer], nothingSeen);
    assert.match(free.connect.join(' '), /can choose it for an outgoing connection/);
    const command = free.remedies.find(({ command: line }) => line !== undefined)?.command ?? '';
    await situation.namespace.runOk('sh', ['-c', command]);
    const after = await ask(situation, 40_901);
    assert.match(after.connect.join(' '), /ip_local_reserved_ports/);
    assert.deepEqual(after.remedies, []);
    assert.match((await ask(situation, 40_105)).connect.join(' '), /ip_local_reserved_ports/);
  });

  it('below the unprivileged start, and only used by UDP', async () => {
    await using situation = await Situation.make('udp_drops');
    const low = await ask(situation, 80);
    assert.match(low.notes.join(), /below ip_unprivileged_port_start \(1024\).*CAP_NET_BIND_SERVICE/);
    const udp = await ask(situation, 8125);
    assert.deepEqual([udp.status, udp.answer], nothingSeen);
    if (listsBound) assert.equal(udp.title, 'Port 8125 is free for TCP.');
    assert.match(udp.users[0]?.who ?? '', /^sit-server/);
  });

  it('another network namespace, from outside and from inside', async () => {
    await using there = await Situation.make('plain', { count: 1, to: ['127.0.0.1', 18_642] });
    await using here = await Situation.make('plain', { count: 1 });
    const fromHere = await ask(here, 18_642);
    assert.deepEqual([fromHere.status, fromHere.answer], nothingSeen);
    assert.match(
      fromHere.notes.join(),
      /Another network namespace \(net:\[\d+\], that of process \d+\) has a listening socket of sit-server \(process \d+\) on 0\.0\.0\.0:18642/,
    );
    const words = [cliPath, 'port', '18642', '--json', '--netns', there.namespace.name];
    const { status, stdout } = await run(nodePath, words);
    assert.equal(status, 2);
    assert.match((JSON.parse(stdout) as Answer).title, /held by sit-server/);
  });

  it('a port of another host, over ssh', async function () {
    skipWhere(this, SshServer.unavailable());
    await using situation = await Situation.make('stolen');
    await using sshd = await SshServer.start(situation.namespace);
    await sshd.trust('host');
    const { status, title } = await ask(situation, 8080, '--host', 'web1', '--ssh-config', sshd.config);
    assert.equal(status, 2);
    assert.match(title, /held by sit-client \(process \d+\): an outgoing connection/);
  });

  it('a wrong port is refused', async () => {
    for (const port of ['0', '65536', 'x', '']) {
      const { status, stderr } = await run(nodePath, [cliPath, 'port', port]);
      assert.equal(status, 3);
      assert.match(stderr, /^port takes one number from 1 to 65535/);
    }
  });
});
