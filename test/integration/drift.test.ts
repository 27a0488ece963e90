import assert from 'node:assert/strict';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseConfigListing } from '../../src/core/parse/configListing.ts';
import { actionCommands } from '../../src/core/report/findings/findingAction.ts';
import type { Report } from '../../src/core/report/report.ts';
import { configListingSource } from '../../src/host/shell/configListingSource.ts';
import { cliPath } from '../support/cli.ts';
import { ConfiguredNamespace, type ConfiguredOptions } from '../support/configuredNamespace.ts';
import type { Namespace } from '../support/namespace.ts';
import { nodePath } from '../support/paths.ts';
import { Setup } from '../support/setup.ts';

const reuse = 'net.ipv4.tcp_tw_reuse';
const fin = 'net.ipv4.tcp_fin_timeout';
const files = {
  '10-vendor.conf': `${fin} = 45\n${reuse} = 2\n`,
  '90-web.conf': `# web servers\n${reuse} = 1\nnet.ipv4.ip_local_port_range = 32768 60999\n`,
};

/** A real report: files of a folder, values of a network namespace. */
describe('what runs against what is configured', function () {
  this.timeout(60_000);
  const setup = new Setup();
  let namespace: Namespace;

  before(async () => {
    namespace = await setup.namespace({ [fin]: 45 });
  });

  async function reportOf(options: ConfiguredOptions, args: readonly string[] = []): Promise<Report> {
    await using configured = await ConfiguredNamespace.create(namespace, options);
    const { stdout, stderr } = await configured.run(nodePath, [cliPath, 'inspect', '--json', ...args]);
    assert.notEqual(stdout, '', stderr);
    return JSON.parse(stdout) as Report;
  }

  const row = (report: Report, key: string) => report.parameters.find((parameter) => parameter.key === key);

  it('finds the value that the next boot changes, with both places', async () => {
    const report = await reportOf({ files, boots: true });
    assert.deepEqual(report.configuration, { tool: 'systemd-sysctl', appliesHere: true });
    const drifts = report.findings.filter(({ rule }) => rule === 'running-value-differs');
    assert.deepEqual(
      drifts.map(({ title }) => title),
      ['The running value of tcp_tw_reuse is 0, but /etc/sysctl.d/90-web.conf sets 1.'],
    );
    assert.deepEqual(
      drifts[0]?.evidence.map(({ source }) => source),
      ['/proc/sys/net/ipv4/tcp_tw_reuse', '/etc/sysctl.d/90-web.conf:2'],
    );
    assert.equal(row(report, reuse)?.isDrifted, true);
    assert.deepEqual(
      [row(report, fin)?.configured?.path, row(report, fin)?.isDrifted],
      ['/etc/sysctl.d/10-vendor.conf', false],
    );
    assert.equal(row(report, 'net.ipv4.ip_local_port_range')?.isDrifted, false);
  });

  it('offers the command that makes them equal', async () => {
    const drift = (of: Report) => of.findings.find(({ rule }) => rule === 'running-value-differs');
    const [command] = actionCommands(drift(await reportOf({ files, boots: true }))?.actions ?? []);
    assert.equal(command, 'sysctl -w net.ipv4.tcp_tw_reuse=1');
    await namespace.runOk('sh', ['-c', command]);
    const after = await reportOf({ files, boots: true });
    assert.equal(drift(after), undefined);
    await namespace.sysctl(reuse, 0);
  });

  it('tells what is configured where nobody applies it, and calls nothing drifted', async () => {
    const report = await reportOf({ files });
    assert.equal(report.configuration?.appliesHere, false);
    assert.deepEqual(row(report, reuse)?.configured, {
      value: '1',
      path: '/etc/sysctl.d/90-web.conf',
      line: 2,
    });
    assert.ok(!report.findings.some(({ rule }) => rule === 'running-value-differs'));
    // A namespace has no limits of the whole machine.
    assert.deepEqual(
      report.notJudged.filter(({ missing }) => missing !== 'parameters' && missing !== 'servicePorts'),
      [],
    );
  });

  it('reads the same through a shell', async () => {
    const report = await reportOf({ files, boots: true }, ['--netns', '1']);
    assert.deepEqual(report.configuration, { tool: 'systemd-sysctl', appliesHere: true });
    assert.equal(row(report, reuse)?.configured?.line, 2);
    assert.equal(row(report, reuse)?.isDrifted, true);
  });

  for (const shell of [['dash'], ['bash', '--posix'], ['busybox', 'sh']])
    it(`lists the files with ${shell.join(' ')}`, async () => {
      await using configured = await ConfiguredNamespace.create(namespace, { files, boots: true });
      await symlink('/dev/null', join(configured.folder, '50-mask.conf'));
      await symlink('nowhere', join(configured.folder, '60-broken.conf'));
      await symlink('10-vendor.conf', join(configured.folder, '70-link.conf'));
      await writeFile(join(configured.folder, '.hidden.conf'), 'a.b = 1\0\n');
      await writeFile(join(configured.folder, 'new\nline.conf'), 'no end of line');
      const [program = '', ...words] = shell;
      const { stdout, status } = await configured.run(program, [...words, ...configListingSource.args]);
      assert.equal(status, 0);
      const listing = parseConfigListing(stdout);
      const own = listing.files.filter(({ path }) => path.startsWith('/etc/sysctl.d/'));
      assert.deepEqual(Object.fromEntries(own.map(({ path, content }) => [path.slice(14), content])), {
        '10-vendor.conf': { kind: 'text', text: files['10-vendor.conf'] },
        '50-mask.conf': { kind: 'link', target: '/dev/null' },
        '70-link.conf': { kind: 'link', target: '10-vendor.conf' },
        '90-web.conf': { kind: 'text', text: files['90-web.conf'] },
        '.hidden.conf': { kind: 'text', text: 'a.b = 1\n' },
        'new\nline.conf': { kind: 'text', text: 'no end of line' },
      });
      assert.equal(listing.tool, 'systemd-sysctl');
      assert.equal(listing.isBootNamespace, true);
    });
});
