import assert from 'node:assert/strict';
import { causesJson } from '../../../../src/cli/causes/causesJson.ts';
import { causesSarif } from '../../../../src/cli/causes/causesSarif.ts';
import { causesText, leftAloneText } from '../../../../src/cli/causes/causesText.ts';
import { byPatternAlone } from '../../../../src/core/causes/judgedSite.ts';
import { TreeSitter } from '../../../../src/host/grammars/treeSitter.ts';
import { scanOf } from '../../../support/causes/scanOf.ts';
import { syntaxTrees } from '../../../support/syntaxTrees.ts';

const files = {
  '.env': 'DEBUG=1\nSTOCK_URL=http://10.0.0.5:8080\n',
  'app.py': 'import os, requests\ndef price(i):\n    return requests.get(os.environ["STOCK_URL"])\n',
};

async function resultOf() {
  const scan = await scanOf(files);
  return { scan, sites: byPatternAlone(scan.workspace.sites(), scan.workspace.context.definitions) };
}

describe('what causes prints', () => {
  it('leads to the definition of the destination, in each format', async () => {
    const result = await resultOf();
    const place = { line: 2, column: 1, endLine: 2, endColumn: 10 };
    const json = causesJson(result) as { sites: readonly { definitions: unknown }[] };
    assert.deepEqual(json.sites[0]?.definitions, [{ file: '.env', ...place, label: 'STOCK_URL' }]);
    assert.match(
      causesText(result, (_, text) => text),
      /^ {4}\.env:2 defines the destination: STOCK_URL$/m,
    );
    const sarif = JSON.stringify(causesSarif(result, () => ''));
    assert.match(
      sarif,
      /"relatedLocations":\[\{"message":\{"text":"The destination is defined here: STOCK_URL"/,
    );
    assert.match(sarif, /"uri":"\.env"\},"region":\{"startLine":2,/);
  });

  it('says in each format that more places define a destination than are listed', async () => {
    const servers = (count: number): string =>
      Array.from(
        { length: count },
        (_, at) => `  server s${String(at)} 10.0.0.${String(at + 1)}:8080\n`,
      ).join('');
    const head = 'defaults\n  mode http\nbackend app\n  option httpclose\n';
    for (const [count, isCut] of [
      [10, false],
      [11, true],
    ] as const) {
      const scan = await scanOf({ 'haproxy.cfg': head + servers(count) });
      const result = { scan, sites: byPatternAlone(scan.workspace.sites()) };
      const [site] = causesJson(result).sites;
      assert.deepEqual([site?.definitions?.length, site?.hasMoreDefinitions], [10, isCut || undefined]);
      const sentence = /More places define the destination than are listed\./;
      assert.equal(sentence.test(causesText(result, (_, text) => text)), isCut);
      assert.equal(sentence.test(JSON.stringify(causesSarif(result, () => ''))), isCut);
    }
  });

  it('says as text which lines have a fix, which JSON has itself', async () => {
    const head = 'defaults\n  mode http\nbackend app\n';
    const scan = await scanOf({
      'a/haproxy.cfg': `${head}  option httpclose\n  server s 10.0.0.5:8080\n`,
      'b/haproxy.cfg': `${head}  http-reuse always\n  server s 10.0.0.5:8080 source 10.0.0.1:40000-40049\n`,
    });
    const result = { scan, sites: byPatternAlone(scan.workspace.sites()) };
    assert.deepEqual(
      causesJson(result).sites.map(({ cause, fix }) => [cause, fix !== undefined]),
      [
        ['haproxy-close', true],
        ['haproxy-source', false],
      ],
    );
    const advice = causesText(result, (_, text) => text)
      .split('\n')
      .filter((line) => line.includes('→'));
    assert.deepEqual(
      advice.map((line) => line.endsWith(' The editor has a fix.')),
      [true, false],
    );
  });

  it('shows names and lines with hostile text as text', async () => {
    const scan = await scanOf({
      'a\u001b[2J\u202e.py':
        'import requests\ndef price(i):\n    return requests.get("http://a:8080/")  # \u001b[31m\u202e\n',
    });
    const sites = byPatternAlone(scan.workspace.sites());
    assert.equal(sites.length, 1);
    const text = causesText({ sites, scan }, (_, painted) => painted);
    assert.doesNotMatch(text.replaceAll('\n', ''), /\p{Cc}|\u202e/u);
    assert.match(JSON.stringify(causesSarif({ sites, scan }, () => '')), /"uri":"a%1B%5B2J%E2%80%AE\.py"/);
  });

  it('says which grammar could not be loaded, and how many files were skipped for it', async () => {
    const broken = new TreeSitter((name) =>
      name.includes('python')
        ? Promise.reject(new Error('no such file'))
        : Promise.reject(new Error(`${name} was not expected`)),
    );
    const trees = {
      parse: ((grammar, text, use) =>
        grammar === 'python'
          ? broken.parse(grammar, text, use)
          : syntaxTrees.parse(grammar, text, use)) satisfies typeof syntaxTrees.parse,
    };
    const scan = await scanOf(
      {
        'a.py': files['app.py'],
        'b.py': files['app.py'],
        'c.js': "const http = require('http');\nfunction call() {\n  http.get(u, { agent: false });\n}\n",
      },
      trees,
    );
    const sites = byPatternAlone(scan.workspace.sites());
    assert.deepEqual(
      sites.map(({ site }) => site.file),
      ['c.js'],
    );
    assert.deepEqual([scan.skipped.noGrammar, scan.skipped.unparsed], [2, 0]);
    assert.equal(leftAloneText(scan), 'Skipped: 2 without a grammar.');
    const [failure, ...more] = scan.workspace.failures;
    assert.ok(failure !== undefined && more.length === 0);
    assert.match(failure.message, /^The grammar python could not be loaded: /);
    assert.deepEqual((causesJson({ sites, scan }) as { problems: unknown }).problems, [failure]);
    assert.match(
      JSON.stringify(causesSarif({ sites, scan }, () => '')),
      /"executionSuccessful":false.*a\.py: The grammar python could not be loaded/,
    );
  });

  it('say that the lines of a file were not all looked for', async () => {
    const lines = (count: number): string =>
      `import requests\ndef f(i):\n${'    requests.get("http://a:80/")\n'.repeat(count)}`;
    const backends = (count: number): string =>
      `defaults\n  mode http\n${Array.from({ length: count }, (_, at) => `backend b${String(at)}\n  http-reuse never\n  server s 10.0.0.5:8080\n`).join('')}`;
    const many = await scanOf(
      { 'a.py': lines(1001), 'b.py': lines(1000), 'haproxy.cfg': backends(1001) },
      syntaxTrees,
    );
    assert.equal(many.workspace.sitesIn('a.py').length, 1000);
    assert.equal(many.skipped.overSites, 2);
    assert.equal(leftAloneText(many), 'Skipped: 2 beyond the first 1,000 lines found.');
    const all = await scanOf({ 'b.py': lines(1000), 'haproxy.cfg': backends(1000) }, syntaxTrees);
    assert.equal(leftAloneText(all), undefined);
  });
});
