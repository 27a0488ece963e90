import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { documents } from '../../scripts/schemas/documents.ts';
import { schemaOf } from '../../scripts/schemas/schemaOf.ts';
import { cliPath } from '../support/cli.ts';
import { Exporting } from '../support/exporting.ts';
import type { Namespace } from '../support/namespace.ts';
import { nodePath, repository } from '../support/paths.ts';
import { PrometheusServer, prometheusUnavailable } from '../support/prometheusServer.ts';
import { Setup } from '../support/setup.ts';
import { skipWhere } from '../support/skipWhere.ts';
import { waitFor } from '../support/waitFor.ts';

const ajv = new Ajv({ allowUnionTypes: true });

/** What the command line really prints and saves, against the schemas that are published and against the types themselves. */
describe('JSON Schemas', function () {
  this.timeout(120_000);
  const setup = new Setup();
  let folder: string;
  let namespace: Namespace;

  before(async () => {
    folder = await setup.folder();
    namespace = await setup.namespace({ 'net.ipv4.ip_local_port_range': '40000 40199' });
    const traffic = setup.traffic(namespace);
    await traffic.clientTimeWait({ count: 195, address: '127.0.1.1', port: 8001 });
    await traffic.serverTimeWait({ count: 20, address: '127.0.0.1', port: 8002 });
    await traffic.closeWait({ count: 5, address: '127.0.0.1', port: 8004 });
    await writeFile(join(folder, 'sysctl.conf'), 'net.ipv4.tcp_tw_recycle = 1\nnonsense\n');
    await writeFile(
      join(folder, 'app.py'),
      "import requests\n\ndef price():\n    return requests.get('http://127.0.1.1:8001/').json()\n",
    );
  });

  async function printed(...args: readonly string[]): Promise<unknown> {
    const { stdout, stderr } = await namespace.run(nodePath, [cliPath, ...args]);
    assert.notEqual(stdout, '', stderr);
    return JSON.parse(stdout);
  }

  /** By the published schema, and by one that refuses members that the type does not have. */
  async function fits(name: string, value: unknown): Promise<void> {
    const document = documents.find((one) => one.name === name);
    assert.ok(document, name);
    const published = JSON.parse(
      await readFile(join(repository, `schemas/${name}.schema.json`), 'utf8'),
    ) as object;
    const validate = ajv.compile(published);
    accepts(validate, value);
    accepts(ajv.compile(schemaOf(document, true) as object), value);
    const { schema } = value as { readonly schema: string };
    assert.equal(schema, `socket-diagnostics/${name}`);
    // A later minor version may add a member, and a schema that accepts everything would be worth nothing.
    assert.ok(validate({ ...(value as object), member: 1 }));
    assert.ok(!validate({ ...(value as object), version: 'x' }));
    assert.ok(!validate({}));
  }

  function accepts(validate: ValidateFunction, value: unknown): void {
    assert.ok(validate(value), ajv.errorsText(validate.errors, { separator: '\n' }));
  }

  it('fit a report, with lines and with findings', async () => {
    const report = await printed('inspect', '--json', '--source', folder);
    await fits('report', report);
    assert.ok((report as { readonly findings: readonly unknown[] }).findings.length > 1);
    await fits('report', await printed('inspect', '--json', '--collector', 'proc', '--interval', '0'));
  });

  for (const collector of ['sock_diag', 'ss', 'proc'])
    it(`fit a snapshot of ${collector}, and the report of it`, async () => {
      const file = join(folder, `${collector}.sockets.json`);
      await printed('inspect', '--json', '--save', file, '--collector', collector);
      await fits('snapshot', JSON.parse(await readFile(file, 'utf8')));
      await fits('report', await printed('inspect', '--json', '--open', file));
    });

  const commands: readonly (readonly [name: string, ...args: readonly string[]])[] = [
    ['sockets', '--format', 'json'],
    ['port', '8004', '--json'],
    ['port', '39999', '--json'],
    ['watch', '--seconds', '1', '--format', 'json'],
  ];
  for (const [name, ...args] of commands)
    it(`fit what ${[name, ...args].join(' ')} prints`, async () => {
      await fits(name, await printed(name, ...args));
    });

  it('fit what lint, parameters and causes find in a folder', async () => {
    await fits('lint', await printed('lint', folder, '--json'));
    await fits('parameters', await printed('parameters', folder, '--json'));
    await fits('causes', await printed('causes', folder, '--json'));
  });

  it('fit the hosts of a Prometheus', async function () {
    skipWhere(this, prometheusUnavailable());
    await using exporting = await Exporting.start(namespace);
    const target = exporting.url.replace('http://', '').replace('/metrics', '');
    await using prometheus = await PrometheusServer.start(namespace, { jobs: { sockets: [target] } });
    const fleet = await waitFor(
      'the host',
      () => printed('fleet', '--prometheus', prometheus.url, '--json'),
      (value) => JSON.stringify(value).includes(target),
    );
    await fits('fleet', fleet);
  });
});
