import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hash } from 'bcryptjs';
import { makeCertificate } from '../../support/certificate.ts';
import { cliPath } from '../../support/cli.ts';
import { Exporting } from '../../support/exporting.ts';
import { fetchIn } from '../../support/fetchIn.ts';
import { prometheus3Accepts, prometheus3Types } from '../../support/prometheus3.ts';
import { readMetrics, sampleValue, type ReadSample } from '../../support/metricsText.ts';
import { Namespace } from '../../support/namespace.ts';
import { otherUsersMissing } from '../../support/otherUsersMissing.ts';
import { nodePath } from '../../support/paths.ts';
import { run, runOk } from '../../support/run.ts';
import { skipWhere } from '../../support/skipWhere.ts';
import { Traffic } from '../../support/traffic.ts';
import { waitFor } from '../../support/waitFor.ts';
import { asNobody, makeEndings } from '../../support/watching.ts';

const to = { address: '127.0.1.1', port: 8001 } as const;
const labels = { local_address: '127.0.0.1', remote_address: '127.0.1.1', remote_port: '8001' };

describe('exporter', function () {
  this.timeout(60_000);
  let namespace: Namespace;
  let folder: string;

  before(async function () {
    skipWhere(this, Namespace.unavailable());
    folder = await mkdtemp(join(tmpdir(), 'socket-diagnostics-exporter-'));
  });
  beforeEach(async () => {
    namespace = await Namespace.create({ 'net.ipv4.ip_local_port_range': '40000 40199' });
  });
  afterEach(() => namespace.dispose());
  after(() => rm(folder, { recursive: true, force: true }));

  it('tells which destination is full, as the kernel has it, and the finding', async () => {
    await using traffic = Traffic.start(namespace);
    await using exporting = await Exporting.start(namespace);
    await traffic.clientTimeWait({ count: 200, ...to });
    const samples = await exporting.scrape();
    assert.equal(sampleValue(samples, 'ports_usable'), 200);
    assert.equal(sampleValue(samples, 'destination_ports_used', labels), 200);
    assert.equal(sampleValue(samples, 'destination_ports_used_ratio', labels), 1);
    assert.equal(sampleValue(samples, 'fullest_destination_ports_used_ratio'), 1);
    // And what asked for the metrics.
    assert.ok((sampleValue(samples, 'time_wait_sockets', { side: 'client' }) ?? 0) >= 200);
    assert.ok((sampleValue(samples, 'sockets', { state: 'time_wait' }) ?? 0) >= 200);
    assert.equal(
      sampleValue(samples, 'findings', { rule: 'ephemeral-port-exhaustion', severity: 'error' }),
      1,
    );
    assert.equal(sampleValue(samples, 'verdict', { severity: 'error' }), 1);
    assert.equal(sampleValue(samples, 'inspections_total', { result: 'failed' }), 0);
    const ends = samples.filter(({ name }) => name.endsWith('connections_closed_total'));
    const probes = ends.find(({ labels: { how } }) => how === 'probe')?.value ?? 0;
    assert.ok(probes >= 200, JSON.stringify(ends));
    assert.ok(samples.length <= 150);
    assert.equal(await exporting.stop(), 0);
  });

  for (const [user, prefix] of [
    ['root', []],
    ['nobody', asNobody],
  ] as const)
    it(`counts each connect() that finds no port once, whenever it ends: ${user}`, async function () {
      if (user === 'nobody') skipWhere(this, otherUsersMissing());
      // Wide enough for the scrapes themselves, each of which leaves a port in TIME_WAIT.
      await namespace.sysctl('net.ipv4.ip_local_port_range', '40000 40299');
      await using exporting = await Exporting.start(namespace, [], prefix);
      const failed = (samples: readonly ReadSample[]): number =>
        sampleValue(samples, 'connects_failed_total', { reason: 'no_local_port' }) ?? 0;
      assert.equal(failed(await exporting.scrape()), 0);
      const { pid } = await makeEndings(namespace, 4, 'no-local-port', 23);
      // Each scrape leaves a port in TIME_WAIT: none fails for want of one, however often it takes.
      await namespace.sysctl('net.ipv4.ip_local_port_range', '1024 65535');
      const samples = await announced(exporting, (all) => failed(all) >= 46);
      assert.equal(failed(samples), 46);
      assert.equal(sampleValue(samples, 'end_events_lost_total'), 0);
      assert.equal(sampleValue(samples, 'findings', { rule: 'connect-without-port' }), undefined);
      process.kill(pid, 'SIGKILL');
    });

  it('counts every end over many inspections, none twice', async () => {
    await namespace.sysctl('net.ipv4.ip_local_port_range', '1024 65535');
    await using traffic = Traffic.start(namespace);
    await using exporting = await Exporting.start(namespace);
    await exporting.scrape();
    for (let round = 0; round < 4; round++)
      await traffic.clientTimeWait({ count: 1000, address: `127.0.50.${String(round + 1)}` });
    // Asking for the metrics makes connections too, which are neither refused nor closed without a request.
    const probes = (samples: readonly ReadSample[]): number =>
      sampleValue(samples, 'connections_closed_total', { how: 'probe' }) ?? 0;
    assert.equal(probes(await announced(exporting, (samples) => probes(samples) >= 8000)), 8000);
  });

  it('names the program that does not close, of its own user only without root', async function () {
    skipWhere(this, otherUsersMissing());
    await using traffic = Traffic.start(namespace);
    await traffic.closeWait({ count: 20, address: '127.0.0.1' });
    await using exporting = await Exporting.start(namespace);
    // A scrape that its client has closed and the exporter has not is there for a moment, younger than the list of processes.
    const unnamed = (all: readonly ReadSample[]): number | undefined =>
      sampleValue(all, 'close_wait_sockets', { program: '' });
    const samples = await announced(exporting, (all) => unnamed(all) === 0);
    assert.equal(sampleValue(samples, 'close_wait_sockets', { program: 'node' }), 20);
    assert.equal(unnamed(samples), 0);
    await exporting.stop();
    await using blind = await Exporting.start(namespace, [], asNobody);
    const seen = await blind.scrape();
    assert.equal(sampleValue(seen, 'close_wait_sockets', { program: '' }), 20);
    assert.equal(sampleValue(seen, 'section_complete', { section: 'processes' }), 0);
  });

  it('answers in OpenMetrics where that is asked for, and nothing but reading', async () => {
    await using exporting = await Exporting.start(namespace);
    const open = await fetchIn(namespace, exporting.url, {
      headers: { Accept: 'application/openmetrics-text; version=1.0.0' },
    });
    assert.match(open.type, /^application\/openmetrics-text; version=1.0.0/);
    assert.match(open.text, /# EOF\n$/);
    for (const Accept of prometheus3Accepts) {
      const { type, text } = await fetchIn(namespace, exporting.url, { headers: { Accept } });
      assert.match(type, prometheus3Types, 'a scrape by Prometheus 3 would fail');
      assert.match(text, /# EOF\n$/);
    }
    const plain = await fetchIn(namespace, exporting.url);
    assert.match(plain.type, prometheus3Types);
    assert.match(plain.type, /^text\/plain; version=0.0.4/);
    assert.equal((await fetchIn(namespace, exporting.url, { method: 'POST' })).status, 405);
    assert.equal((await fetchIn(namespace, exporting.url.replace('metrics', 'else'))).status, 404);
    assert.equal((await fetchIn(namespace, exporting.url.replace('metrics', ''))).status, 200);
    assert.equal(exporting.errors, '');
  });

  it('writes a file that others may read, whole each time, and takes it away at the end', async () => {
    const file = join(folder, 'sockets.prom');
    const args = [cliPath, 'exporter', '--interval', '1', '--textfile', file];
    const child = namespace.spawn(nodePath, args, { stdio: 'ignore' });
    const text = await waitFor('the file', () => readFile(file, 'utf8').catch(() => ''));
    assert.equal(sampleValue(readMetrics(text), 'verdict', { severity: 'warning' }), 1);
    assert.equal((await stat(file)).mode & 0o777, 0o644);
    const { stderr, status } = await run('promtool', ['check', 'metrics'], { input: text });
    assert.deepEqual([status, stderr], [0, '']);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
    assert.deepEqual(await readdir(folder), []);
  });

  it('asks for a password and a certificate, as Prometheus’ own file says', async () => {
    await makeCertificate(folder, 'server');
    const config = join(folder, 'web.yml');
    await writeFile(
      config,
      `tls_server_config: {cert_file: server.crt, key_file: server.key}
basic_auth_users: {prometheus: ${await hash('secret', 4)}}
`,
    );
    // The same file is one for Prometheus itself.
    await runOk('promtool', ['check', 'web-config', config]);
    await using exporting = await Exporting.start(namespace, ['--web-config', config]);
    assert.match(exporting.url, /^https:/);
    const ask = (user: string) =>
      fetchIn(namespace, exporting.url, {
        headers: { Authorization: `Basic ${Buffer.from(user).toString('base64')}` },
        trust: join(folder, 'server.crt'),
      });
    assert.equal((await ask('prometheus:secret')).status, 200);
    for (const bad of ['prometheus:other', 'other:secret', ':']) {
      const { status, text } = await ask(bad);
      assert.deepEqual([status, text], [401, 'Unauthorized\n'], bad);
    }
    const untrusted = await fetchIn(namespace, exporting.url);
    assert.equal(untrusted.status, 0, 'its certificate is its own');
    assert.equal((await fetchIn(namespace, exporting.url.replace('https', 'http'))).status, 0);
    await exporting.stop();
    for (const file of await readdir(folder)) await rm(join(folder, file));
  });

  it('tells a failure on the way from one at the start', async () => {
    const file = join(folder, 'failing.prom');
    await using exporting = await Exporting.start(namespace, ['--listen', '127.0.0.1:0', '--textfile', file]);
    // Nothing can be removed there at the end.
    await waitFor('the textfile is replaced', async () => {
      await rm(file, { recursive: true, force: true });
      await mkdir(file).catch(() => undefined);
      return exporting.errors.includes('textfile: ');
    });
    assert.equal(await exporting.stop(), 3);
    assert.match(exporting.errors, /^The exporter failed: .*EISDIR/m);
    assert.doesNotMatch(exporting.errors, /could not start/);
    await rm(file, { recursive: true });
  });

  it('does not start where it cannot listen, or its configuration is not understood', async () => {
    await using exporting = await Exporting.start(namespace, ['--listen', '127.0.0.1:9999']);
    const config = join(folder, 'bad.yml');
    await writeFile(config, 'basic_auth_user: {}\n');
    for (const [args, reason] of [
      [['--listen', '127.0.0.1:9999'], /EADDRINUSE/],
      [['--web-config', config], /“basic_auth_user” is not supported/],
      [['--web-config', join(folder, 'none.yml')], /none.yml could not be read/],
      [['--interval', '0'], /--interval/],
    ] as const) {
      const { status, stderr } = await namespace.run(nodePath, [cliPath, 'exporter', ...args]);
      assert.equal(status, 3);
      assert.match(stderr, reason);
    }
    assert.equal(exporting.errors, '');
    await rm(config);
  });

  it('shows no figure of a file that cannot be read, and counts the inspection as partial', async () => {
    const files = join(folder, 'net');
    // Everything but netstat.
    const hide = `mkdir ${files}; cp /proc/net/sockstat /proc/net/snmp ${files}; mount --bind ${files} /proc/$$/net; exec "$@"`;
    await using exporting = await Exporting.start(
      namespace,
      [],
      ['unshare', '--mount', 'sh', '-ec', hide, 'sh'],
    );
    const samples = await exporting.scrape();
    assert.equal(sampleValue(samples, 'section_complete', { section: 'counters' }), 0);
    assert.equal(sampleValue(samples, 'listen_overflows_total'), undefined);
    assert.equal(sampleValue(samples, 'time_wait_overflows_total'), undefined);
    assert.equal(sampleValue(samples, 'inspections_total', { result: 'complete' }), 0);
    assert.ok((sampleValue(samples, 'inspections_total', { result: 'partial' }) ?? 0) > 0);
    assert.equal(sampleValue(samples, 'verdict', { severity: 'healthy' }), undefined);
    assert.ok(sampleValue(samples, 'time_wait_table_sockets') !== undefined);
    await rm(files, { recursive: true });
  });
});

/** Samples in which there are so many ends: the kernel announces them when it has time to. */
function announced(
  exporting: Exporting,
  passes: (samples: readonly ReadSample[]) => boolean,
): Promise<readonly ReadSample[]> {
  return waitFor('all ends are announced', () => exporting.scrape(), passes, 30_000);
}
