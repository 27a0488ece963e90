import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import type { Report } from '../../../src/core/report/report.ts';
import { cliPath } from '../../support/cli.ts';
import { kernelNotOwned } from '../../support/kernelFiles.ts';
import type { Namespace } from '../../support/namespace.ts';
import { nodePath } from '../../support/paths.ts';
import { runOk } from '../../support/run.ts';
import { Setup } from '../../support/setup.ts';

/** The program that the kernel calls for a module that it lacks. */
const loader = '/proc/sys/kernel/modprobe';

/** A kernel without its module for TCP lets everybody join its groups, and announces nothing. */
describe('watching where the kernel lacks its module', function () {
  this.timeout(60_000);
  const setup = new Setup(kernelNotOwned);
  let namespace: Namespace;
  let usual: string;

  before(async () => {
    namespace = await setup.namespace();
    usual = await readFile(loader, 'utf8');
    setup.atEnd(() => writeFile(loader, usual));
    await writeFile(loader, '/bin/false');
    // Others of them may use inet_diag.
    for (const name of ['tcp_diag', 'udp_diag', 'raw_diag', 'mptcp_diag', 'inet_diag'])
      await runOk('sh', ['-c', `! grep -q "^${name} " /proc/modules || busybox rmmod ${name}`]);
  });

  const watch = () => namespace.run(nodePath, [cliPath, 'watch', '--seconds', '1']);

  it('says so and what to do, instead of having seen no connections', async () => {
    const { status, stdout, stderr } = await watch();
    assert.deepEqual([status, stdout], [3, '']);
    assert.match(stderr, /does not announce connections that end: its module tcp_diag/);
    assert.match(stderr, /modprobe tcp_diag/);
  });

  it('inspects all the same, and says what it did not hear', async () => {
    const { stdout } = await namespace.run(nodePath, [cliPath, 'inspect', '--json']);
    const { outcomes, connections } = JSON.parse(stdout) as Report;
    assert.equal(connections, undefined);
    assert.deepEqual(
      [outcomes.connections.kind, outcomes.connections.problems[0]?.code],
      ['unavailable', 'no-tcp-diag'],
    );
    assert.equal(outcomes.sockets.kind, 'ok', JSON.stringify(outcomes.sockets));
  });

  it('watches as soon as the kernel may load it', async () => {
    await writeFile(loader, usual);
    const { status, stderr } = await watch();
    assert.deepEqual([status, stderr], [0, '']);
    await writeFile(loader, '/bin/false');
  });
});
