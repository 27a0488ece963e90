import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { CauseWorkspace } from '../../../../src/core/causes/causeWorkspace.ts';
import { byPatternAlone } from '../../../../src/core/causes/judgedSite.ts';
import { repository } from '../../../support/paths.ts';
import { skipWhere } from '../../../support/skipWhere.ts';
import { syntaxTrees } from '../../../support/syntaxTrees.ts';

/** Smallest programs with a fault, and without it, beside the checkout where the facts were gathered. */
const folder = join(repository, '../shared/causes-pairs');

/** Files that are no program of their own, or whose fault only sockets show. */
const neither = /^(Ss\.java|fault_pool_threads\.py|source-addr\.cfg|queries\.mjs)$/;

/** `app.py`, or `fault-not-read/main.go`, whose folder says what it is. */
function nameOf(path: string): string {
  const name = basename(path);
  return name === 'main.go' ? (path.split('/').at(-2) ?? '') : name;
}

describe('the pairs of fault and fix', () => {
  before(function () {
    skipWhere(this, existsSync(folder) ? null : 'the pairs are not beside this checkout');
  });

  it('are told apart: each fault is a site, and no fix is one', async () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      (path) => /\.(conf|cfg|py|mjs|go|java|php|c)$/.test(path) && !neither.test(basename(path)),
    );
    const wrong: string[] = [];
    let faults = 0;
    for (const path of files) {
      const workspace = new CauseWorkspace(syntaxTrees);
      // The pool of two connections is a cause only where sockets show it.
      await workspace.update(path.replaceAll('/', '-'), readFileSync(join(folder, path), 'utf8'));
      const name = nameOf(path);
      const isFault = !/^(fix|Fix|ok|share)/.test(name);
      const sites = isFault ? workspace.sites() : byPatternAlone(workspace.sites()).map(({ site }) => site);
      if (isFault) faults += 1;
      if (isFault === (sites.length === 0))
        wrong.push(`${path}: ${sites.map(({ cause }) => cause).join(', ') || 'no site'}`);
    }
    assert.deepEqual(wrong, []);
    assert.ok(faults >= 40, String(faults));
  });
});
