import assert from 'node:assert/strict';
import { CauseWorkspace } from '../../../../src/core/causes/causeWorkspace.ts';
import { byPatternAlone, type JudgedSite } from '../../../../src/core/causes/judgedSite.ts';
import { syntaxTrees } from '../../../support/syntaxTrees.ts';

async function onlySite(files: Readonly<Record<string, string>>): Promise<JudgedSite> {
  const workspace = new CauseWorkspace(syntaxTrees);
  for (const [path, text] of Object.entries(files)) await workspace.update(path, text);
  const [site, ...more] = byPatternAlone(workspace.sites(), workspace.context.definitions);
  assert.ok(site !== undefined && more.length === 0);
  return site;
}

/** Where the destinations of the only site are defined: `file:line label`, lines counted from 1. */
async function definitionsOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const site = await onlySite(files);
  return site.definitions.map(({ file, range, label }) => `${file}:${String(range.start.line + 1)} ${label}`);
}

const call = (url: string): string => `import os, requests\ndef price(i):\n    return requests.get(${url})\n`;

describe('where a destination is defined', () => {
  it('is a constant of the file', async () => {
    assert.deepEqual(
      await definitionsOf({ 'app.py': `${call('STOCK + "/price"')}STOCK = "http://10.0.0.5:8080"\n` }),
      ['app.py:4 STOCK'],
    );
  });

  it('is nowhere else if the line has the address', async () => {
    assert.deepEqual(await definitionsOf({ 'app.py': call('"http://10.0.0.5:8080/"') }), []);
  });

  it('is no other line that calls something of the same path', async () => {
    const app =
      'async fn f() { let c = reqwest::Client::new(); c.get(&url).send().await; }\n' +
      '// reqwest::Url is of http://10.0.0.5:8080/\nfn g() { parse(reqwest::Url, "http://10.0.0.5:8080/") }\n';
    assert.deepEqual(await definitionsOf({ 'app.rs': app }), []);
  });

  it('is no link in a comment', async () => {
    const app =
      "const https = require('https');\n// STOCK: https://10.0.0.5:8080/\n" +
      "exports.call = () => https.get(STOCK + '/price', { agent: false }, (r) => r.resume());\n";
    const beside = app.replace(/\/\/.*/, 'const STOCK = process.env.STOCK; // as https://10.0.0.5:8080/');
    for (const text of [app, beside]) {
      const { site, definitions } = await onlySite({ 'app.js': text });
      assert.deepEqual([site.destinations, definitions], [[], []]);
    }
  });

  it('has no name of a variable for a host', async () => {
    const app =
      "<?php\nfunction get() {\n  $r = new Redis();\n  $r->connect(getenv('STOCK_IP'), getenv('STOCK_PORT'));\n  return $r->get('a');\n}\n";
    for (const host of ["getenv('STOCK_IP')", "config('stock.host')", "setting('STOCK_IP')"]) {
      const { site } = await onlySite({ 'app.php': app.replace("getenv('STOCK_IP')", host) });
      assert.deepEqual(site.destinations, [], host);
    }
  });

  it('is a line of an env file, without its value', async () => {
    const env = '# of the shop\nDEBUG=1\nSTOCK_URL=http://user:secret@10.0.0.5:8080\n';
    const found = await definitionsOf({ '.env': env, 'app.py': call('os.environ["STOCK_URL"]') });
    assert.deepEqual(found, ['.env:3 STOCK_URL']);
  });

  it('is not guessed where several variables lead somewhere', async () => {
    const env = 'STOCK_URL=http://10.0.0.5:8080\nPRICE_URL=http://10.0.0.6:8080\n';
    const app = `import os\nother = os.environ["PRICE_URL"]\n${call('os.environ["STOCK_URL"]')}`;
    assert.deepEqual(await definitionsOf({ '.env': env, 'app.py': app }), []);
  });

  it('is a service of a compose file', async () => {
    const compose = 'services:\n  shop:\n    build: .\n  stock:\n    image: stock\n';
    assert.deepEqual(
      await definitionsOf({ 'compose.yaml': compose, 'app.py': call('"http://stock:8080/"') }),
      ['compose.yaml:4 stock'],
    );
  });

  it('is a Service in a manifest of Kubernetes, also by its long name', async () => {
    const manifest =
      'kind: Deployment\nmetadata:\n  name: stock\n---\napiVersion: v1\nkind: Service\nmetadata:\n  labels:\n    a: b\n  name: stock\nspec:\n  ports: [{port: 8080}]\n';
    for (const host of ['stock', 'stock.shop.svc.cluster.local'])
      assert.deepEqual(
        await definitionsOf({ 'k8s/stock.yaml': manifest, 'app.py': call(`"http://${host}:8080/"`) }),
        ['k8s/stock.yaml:10 stock'],
      );
  });

  it('is an upstream block, in another file, too', async () => {
    const files = {
      'nginx.conf': 'http {\n  include up.conf;\n  server { location / { proxy_pass http://app; } }\n}\n',
      'up.conf': 'upstream app {\n  server 10.0.0.5:8080;\n  keepalive 16;\n}\n',
    };
    assert.deepEqual(await definitionsOf(files), ['up.conf:1 upstream app']);
  });

  it('are the servers of a section', async () => {
    const text =
      'defaults\n  mode http\nbackend app\n  option httpclose\n  server s1 10.0.0.5:8080\n  server s2 10.0.0.6:8080\n';
    assert.deepEqual(await definitionsOf({ 'haproxy.cfg': text }), [
      'haproxy.cfg:5 server s1',
      'haproxy.cfg:6 server s2',
    ]);
  });

  const servers = (count: number): string =>
    Array.from({ length: count }, (_, at) => `  server s${String(at)} 10.0.0.${String(at + 1)}:8080\n`).join(
      '',
    );
  const constants = (count: number): string =>
    Array.from({ length: count }, (_, at) => `A${String(at)} = "http://10.0.0.5:8080"\n`).join('');
  const names = (count: number): string =>
    Array.from({ length: count }, (_, at) => `A${String(at)}`).join(' + ');
  const services = (count: number): Readonly<Record<string, string>> =>
    Object.fromEntries(
      Array.from({ length: count }, (_, at) => [
        `${String(at)}/compose.yaml`,
        'services:\n  stock:\n    image: a\n',
      ]),
    );
  const many: Readonly<Record<string, (count: number) => Readonly<Record<string, string>>>> = {
    'in a configuration': (count) => ({
      'haproxy.cfg': `defaults\n  mode http\nbackend app\n  option httpclose\n${servers(count)}`,
    }),
    'in source code': (count) => ({ 'app.py': `${call(names(count))}${constants(count)}` }),
    'in context files': (count) => ({ ...services(count), 'app.py': call('"http://stock:8080/"') }),
  };
  for (const [where, files] of Object.entries(many))
    it(`is told at most ten times, and that there are more: ${where}`, async () => {
      const ten = await onlySite(files(10));
      assert.deepEqual([ten.definitions.length, ten.hasMoreDefinitions], [10, undefined]);
      const eleven = await onlySite(files(11));
      assert.deepEqual([eleven.definitions.length, eleven.hasMoreDefinitions], [10, true]);
    });
});
