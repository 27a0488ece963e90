import assert from 'node:assert/strict';
import { problemsOf, valueOf } from '../../src/core/model/outcome.ts';
import type { Report } from '../../src/core/report/report.ts';
import { listNamespaces } from '../../src/host/namespaces/listNamespaces.ts';
import { cliPath, inspectIn } from '../support/cli.ts';
import type { Namespace } from '../support/namespace.ts';
import { nodePath } from '../support/paths.ts';
import { Setup } from '../support/setup.ts';
import type { Traffic } from '../support/traffic.ts';
import { otherUsersMissing } from '../support/otherUsersMissing.ts';
import { skipWhere } from '../support/skipWhere.ts';

const asNobody = ['--reuid', '65534', '--regid', '65534', '--clear-groups'];

describe('the other network namespaces of a host', function () {
  this.timeout(60_000);
  const setup = new Setup();
  let here: Namespace;
  let there: Namespace;
  let traffic: Traffic;
  let own: Traffic;

  before(async () => {
    here = await setup.namespace({ 'net.ipv4.tcp_fin_timeout': 11 });
    there = await setup.namespace({ 'net.ipv4.tcp_fin_timeout': 33 });
    own = setup.traffic(here);
    traffic = setup.traffic(there);
    await own.clientTimeWait({ count: 21, address: '127.0.1.1', port: 8001 });
    await traffic.clientTimeWait({ count: 333, address: '127.0.2.2', port: 8002 });
    await traffic.listen('127.0.0.1', 8003);
  });

  async function inspectAsNobody(netns: string): Promise<{ report: Report; status: number | null }> {
    const command = [nodePath, cliPath, 'inspect', '--json', '--netns', netns];
    const { stdout, status } = await here.run('setpriv', [...asNobody, ...command]);
    return { report: JSON.parse(stdout) as Report, status };
  }

  function parameter({ parameters }: Report, name: string): string | undefined {
    return parameters.find(({ key }) => key === `net.ipv4.${name}`)?.value;
  }

  it('are listed with the name that a person knows, without the own one', async () => {
    const namespaces = valueOf(await listNamespaces()) ?? [];
    const found = namespaces.find(({ name }) => name === there.name);
    assert.deepEqual(
      [found?.kind, found?.key, found?.inode],
      ['named', there.name, (await there.runOk('readlink', ['/proc/self/ns/net'])).trim()],
    );
    assert.equal(found?.pid, traffic.pid);
    assert.ok(!namespaces.some(({ pid }) => pid === process.pid));
    const script = `import('${import.meta.dirname}/../../src/host/namespaces/listNamespaces.ts').then(async (m) => console.log(JSON.stringify(await m.listNamespaces())))`;
    const { stdout } = await here.run(nodePath, ['-e', script]);
    assert.ok(!stdout.includes(`"${here.name}"`), 'seen from inside');
    assert.ok(stdout.includes(`"${there.name}"`));
  });

  it('are inspected by name and by process: their own sockets, counters, parameters and processes', async () => {
    for (const netns of [there.name, String(traffic.pid)]) {
      const { report, status } = await inspectIn(here, ['--netns', netns]);
      assert.equal(report.timeWait.count, 333, netns);
      assert.equal(report.timeWait.kernelCount, 333);
      assert.equal(parameter(report, 'tcp_fin_timeout'), '33');
      assert.equal(report.collector.used, 'sock_diag');
      assert.ok((status ?? 3) < 3);
      const listener = report.sockets?.listeners.find(({ port }) => port === 8003);
      assert.match(listener?.process ?? '', new RegExp(`\\(${String(traffic.pid)}\\)$`));
      assert.match(report.host.label, new RegExp(netns));
    }
    const { report } = await inspectIn(here, []);
    assert.equal(report.timeWait.count, 21);
    assert.equal(parameter(report, 'tcp_fin_timeout'), '11');
  });

  it('show nobody their sockets and counters, and say why there is no more', async function () {
    skipWhere(this, otherUsersMissing());
    const { report } = await inspectAsNobody(String(traffic.pid));
    assert.equal(report.timeWait.count, 333);
    assert.equal(report.timeWait.kernelCount, 333);
    assert.equal(report.collector.used, 'proc');
    assert.match(
      report.collector.attempts[0]?.reason ?? '',
      /do not have permission to enter the network namespace/,
    );
    assert.equal(
      parameter(report, 'tcp_fin_timeout'),
      undefined,
      'rather none than those of the own namespace',
    );
    const [problem] = report.outcomes.parameters.problems;
    assert.match(
      `${problem?.message ?? ''} ${problem?.nextStep ?? ''}`,
      /do not have permission to enter.*Run as root/,
    );
  });

  it('that are gone, or never were, are told so', async function () {
    skipWhere(this, otherUsersMissing());
    for (const netns of ['no-such-namespace', '4194305']) {
      const { report, status } = await inspectIn(here, ['--netns', netns]);
      assert.equal(status, 3);
      assert.equal(report.outcomes.sockets.problems[0]?.code, 'netns-gone', netns);
    }
    const { report } = await inspectIn(here, ['--netns', '../../etc/passwd']);
    assert.equal(report.outcomes.sockets.problems[0]?.code, 'netns-bad-name');
    const nobody = await inspectAsNobody('4194305');
    assert.equal(nobody.status, 3);
  });

  it('are listed for nobody as far as may be seen, and say that there may be more', async function () {
    skipWhere(this, otherUsersMissing());
    const script = `import('${import.meta.dirname}/../../src/host/namespaces/listNamespaces.ts').then(async (m) => console.log(JSON.stringify(await m.listNamespaces())))`;
    const { stdout } = await here.run('setpriv', [...asNobody, nodePath, '-e', script]);
    const outcome = JSON.parse(stdout) as Awaited<ReturnType<typeof listNamespaces>>;
    assert.equal(outcome.kind, 'partial');
    assert.equal(problemsOf(outcome)[0]?.code, 'namespaces-hidden');
  });
});
