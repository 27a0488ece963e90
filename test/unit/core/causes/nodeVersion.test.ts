import assert from 'node:assert/strict';
import { CauseWorkspace } from '../../../../src/core/causes/causeWorkspace.ts';
import { newestNode } from '../../../../src/core/causes/versions.ts';
import { syntaxTrees } from '../../../support/syntaxTrees.ts';

const app =
  "import http from 'node:http';\nfunction call() {\n  http.get('http://10.0.0.5:8080/', (r) => r.resume());\n}\n";

async function sitesWith(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const workspace = new CauseWorkspace(syntaxTrees);
  for (const [path, text] of Object.entries(files)) await workspace.update(path, text);
  return workspace.sites().map(({ cause, range }) => `${String(range.start.line + 1)} ${cause}`);
}

describe('the version of Node.js', () => {
  it('is the newest that a range allows', () => {
    const ranges: readonly (readonly [string, number | undefined])[] = [
      ['18', 18],
      ['v18.20.1\n', 18],
      ['^16.0.0 || ^18.12', 18],
      ['^18 || ^20', 20],
      ['16 - 20', 20],
      ['v14.0.0 - v18.12.1 || 16', 18],
      ['16 - x', undefined],
      ['>=16 <20', 19],
      ['>=14 <19', 18],
      ['>=14 <=18.x', 18],
      ['<18.5', 18],
      ['>=18', undefined],
      ['^18 || >=20', undefined],
      ['lts/*', undefined],
    ];
    for (const [range, newest] of ranges) assert.equal(newestNode(range), newest, range);
  });

  it('decides whether the default agent keeps connections', async () => {
    const found = ['3 js-agent-off'];
    assert.deepEqual(await sitesWith({ '.nvmrc': 'v18.20.1\n', 'app.mjs': app }), found);
    assert.deepEqual(await sitesWith({ Dockerfile: 'FROM node:18-alpine\n', 'app.mjs': app }), found);
    const engines = (range: string): string =>
      `{ "name": "a", "engines": { "npm": "9", "node": "${range}" } }`;
    assert.deepEqual(await sitesWith({ 'package.json': engines('18.x'), 'app.mjs': app }), found);
    for (const range of ['>=18', '16 - 20', '>=16 <20', '^18 || ^20'])
      assert.deepEqual(await sitesWith({ 'package.json': engines(range), 'app.mjs': app }), [], range);
    assert.deepEqual(await sitesWith({ '.nvmrc': '20\n', 'app.mjs': app }), []);
    assert.deepEqual(await sitesWith({ 'app.mjs': app }), []);
  });

  it('is that of the innermost folder', async () => {
    const files = { '.nvmrc': '18\n', 'new/.nvmrc': '22\n', 'new/app.mjs': app };
    assert.deepEqual(await sitesWith(files), []);
  });

  it('counts for axios, and not where an agent is given', async () => {
    const axios =
      "import axios from 'axios';\nconst call = (id) => axios.get('http://10.0.0.5:8080/' + id);\n";
    assert.deepEqual(await sitesWith({ '.nvmrc': '18\n', 'app.mjs': axios }), ['2 js-agent-off']);
    const given = app.replace("8080/', ", "8080/', { agent: shared }, ");
    assert.deepEqual(await sitesWith({ '.nvmrc': '18\n', 'app.mjs': given }), []);
  });
});
