import assert from 'node:assert/strict';
import type {
  ParameterPreview,
  PreviewParameterResult,
  ReadParameterResult,
} from '../../src/core/protocol/parameterChange.ts';
import type { Namespace } from '../support/namespace.ts';
import { runOk } from '../support/run.ts';
import { ServerProcess } from '../support/serverProcess.ts';
import { Setup } from '../support/setup.ts';
import { sshIn } from '../support/sshClient.ts';
import { SshServer } from '../support/sshServer.ts';
import { here } from '../support/traffic.ts';
import { otherUsersMissing } from '../support/otherUsersMissing.ts';
import { skipWhere } from '../support/skipWhere.ts';

const key = 'net.ipv4.tcp_tw_reuse';

describe('changes of kernel parameters', function () {
  this.timeout(60_000);
  const setup = new Setup();
  let namespace: Namespace;
  let server: ServerProcess;

  before(async () => {
    namespace = await setup.namespace({ 'net.ipv4.tcp_timestamps': 1 });
    server = setup.use(await ServerProcess.start(namespace, { allowHostChanges: true }));
  });

  function ask(params: object, of = server): Promise<PreviewParameterResult> {
    const usual = { host: 'local', key, value: '1' };
    return of.connection.sendRequest('socketDiagnostics/previewParameter', { ...usual, ...params });
  }

  async function preview(params: object = {}, of = server): Promise<ParameterPreview> {
    const answer = await ask(params, of);
    assert.ok(answer.kind === 'preview', JSON.stringify(answer));
    return answer;
  }

  async function refusal(params: object, of = server): Promise<string> {
    const answer = await ask(params, of);
    assert.ok(answer.kind === 'refused', JSON.stringify(answer));
    return answer.problem.code;
  }

  it('are told before they are made: from which value to which, what it does, and for how long', async () => {
    const { running, value, notes, command, bootId } = await preview();
    assert.deepEqual([running, value, command], ['0', '1', 'sysctl -w net.ipv4.tcp_tw_reuse=1']);
    assert.match(notes.join('\n'), /reuse the port.*\n.*this network namespace only.*\n.*sysctl\.d/s);
    assert.match(bootId ?? '', /^[\da-f-]{36}$/);
    assert.equal((await namespace.read('/proc/sys/net/ipv4/tcp_tw_reuse')).trim(), '0');
  });

  it('are made by the command, which can be read back', async () => {
    const { command } = await preview({ key: 'net.ipv4.ip_local_port_range', value: '20000\t60999' });
    assert.equal(command, "sysctl -w 'net.ipv4.ip_local_port_range=20000 60999'");
    await namespace.runOk('sh', ['-c', command]);
    const read: ReadParameterResult = await server.connection.sendRequest('socketDiagnostics/readParameter', {
      host: 'local',
      key: 'net.ipv4.ip_local_port_range',
    });
    assert.equal(read.value, '20000 60999');
  });

  it('warn of what the rules for files warn of, and refuse what they call an error', async () => {
    const { notes } = await preview({ key: 'net.ipv4.tcp_timestamps', value: '0' });
    assert.match(notes.join('\n'), /Warning: /);
    assert.equal(await refusal({ value: '7' }), 'parameter-wrong-value');
    assert.equal(await refusal({ value: '1; reboot' }), 'parameter-wrong-value');
  });

  it('are refused where there is nothing to change', async () => {
    assert.equal(await refusal({ value: '0' }), 'parameter-already');
    assert.equal(await refusal({ key: 'net.ipv4.tcp_tw_recycle' }), 'not-found');
    assert.equal(await refusal({ host: 'file:/tmp/none.json' }), 'parameter-not-live');
    for (const bad of ['-p', '../etc/passwd', 'net.ipv4.$(x)', 'net..ipv4', '']) {
      assert.equal(await refusal({ key: bad }), 'parameter-bad-name', bad);
    }
  });

  it('are not made by a question that cannot show the old and the new value in full, but by hand', async () => {
    const reserved = 'net.ipv4.ip_local_reserved_ports';
    const ports = (count: number): string =>
      Array.from({ length: count }, (_, at) => String(20_000 + 2 * at)).join(',');
    const { value, command } = await preview({ key: reserved, value: ports(100) });
    assert.equal(value, ports(100));
    assert.ok(command.includes(value));
    for (const [running, wanted] of [
      ['', ports(101)],
      [ports(101), '20000'],
    ] as const) {
      await namespace.sysctl(reserved, running);
      const answer = await ask({ key: reserved, value: wanted });
      assert.ok(answer.kind === 'refused', JSON.stringify(answer));
      assert.equal(answer.problem.code, 'parameter-too-long');
      assert.equal(answer.command, `sysctl -w ${reserved}=${wanted}`);
    }
  });

  it('are refused unless the user allows them', async () => {
    await using off = await ServerProcess.start(namespace);
    assert.equal(await refusal({}, off), 'host-changes-off');
  });

  it('are made on another host by a command over ssh', async function () {
    skipWhere(this, SshServer.unavailable());
    await using sshd = await SshServer.start(namespace);
    const ssh = await sshIn(namespace, sshd);
    await using outside = await ServerProcess.start(here, { allowHostChanges: true, ssh });
    const before = (await namespace.read('/proc/sys/net/ipv4/tcp_fin_timeout')).trim();
    const wanted = { host: 'ssh:web1', key: 'net.ipv4.tcp_fin_timeout' };
    const { command, running } = await preview({ ...wanted, value: '33' }, outside);
    assert.equal(running, before);
    assert.equal(
      command,
      `${ssh.program} -F ${sshd.config} -t -- web1 'sysctl -w net.ipv4.tcp_fin_timeout=33'`,
    );
    await runOk('sh', ['-c', command]);
    const read: ReadParameterResult = await outside.connection.sendRequest(
      'socketDiagnostics/readParameter',
      wanted,
    );
    assert.equal(read.value, '33');
    assert.match(read.bootId ?? '', /^[\da-f-]{36}$/);
  });

  it('show the sudo that another user needs, and enter another network namespace', async function () {
    skipWhere(this, otherUsersMissing());
    const user = ['--reuid', '65534', '--regid', '65534', '--clear-groups', '--'];
    await using nobody = await ServerProcess.start(
      { spawn: (command, args, options) => namespace.spawn('setpriv', [...user, command, ...args], options) },
      { allowHostChanges: true },
    );
    assert.equal((await preview({}, nobody)).command, 'sudo sysctl -w net.ipv4.tcp_tw_reuse=1');
    await using outside = await ServerProcess.start(here, { allowHostChanges: true });
    const { command, running } = await preview({ host: `netns:${namespace.name}` }, outside);
    assert.equal(running, '0');
    assert.equal(command, `nsenter --net=/run/netns/${namespace.name} -- sysctl -w net.ipv4.tcp_tw_reuse=1`);
  });
});
