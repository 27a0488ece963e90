import assert from 'node:assert/strict';
import { CauseWorkspace } from '../../../../src/core/causes/causeWorkspace.ts';
import { syntaxTrees } from '../../../support/syntaxTrees.ts';

async function linesOf(text: string): Promise<readonly number[]> {
  const workspace = new CauseWorkspace(syntaxTrees);
  await workspace.update('a.js', `const http = require('http')\n${text}\n`);
  return workspace
    .sites()
    .flatMap(({ cause, range }) => (cause === 'js-agent-off' ? [range.start.line] : []));
}

const off = 'const options = { agent: false }';

/** Whether `agent: false` is an option of a request, in code without semicolons too. */
const cases: readonly (readonly [what: string, text: string, isFound: boolean])[] = [
  ['another call’s, behind a request', `${off}\ncache.get(x)\nmodule.exports = makeBot(options)`, false],
  ['another call’s, in the callback of a request', `${off}\nhttp.get(url, (r) => makeBot(options))`, false],
  ['a request’s, by their name', `${off}\nhttp.get(options)`, true],
  ['a request’s, over lines', `${off}\nhttp\n  .request(\n    url,\n    options,\n  )\n  .end()`, true],
  ['a request’s, spread', `${off}\nhttp.get({ ...options, port: 1 })`, true],
  ['a request’s, through another call', `${off}\nhttp.get(Object.assign({}, options))`, true],
  ['a request’s that is given to another', `${off}\nhttp.get(await fetch(options))`, true],
];

describe('options with agent: false', () => {
  for (const [what, text, isFound] of cases)
    it(`are ${what}`, async () => {
      assert.deepEqual(await linesOf(text), isFound ? [1] : []);
    });

  it('cost a file of gets that never end one look at each', async function () {
    // Not a measure: what is quadratic in their number takes minutes.
    this.timeout(20_000);
    const many = Array.from(
      { length: 20_000 },
      (_, at) => `const o${String(at)} = { agent: false }\nm.get(k)`,
    );
    assert.deepEqual(await linesOf(many.join('\n')), []);
    assert.deepEqual(await linesOf(`${off}\nm${'.get(k)'.repeat(20_000)}\nx${' + x'.repeat(20_000)}`), []);
  });
});
