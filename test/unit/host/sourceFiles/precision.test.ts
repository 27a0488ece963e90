import assert from 'node:assert/strict';
import { join as pathOf } from 'node:path';
import type { FoundSite, Symptom } from '../../../../src/core/causes/cause.ts';
import { byPatternAlone, type JudgedSite } from '../../../../src/core/causes/judgedSite.ts';
import { noKnownNames } from '../../../../src/core/causes/live/destinationMatch.ts';
import { join } from '../../../../src/core/causes/live/join.ts';
import { scanFolder } from '../../../../src/host/sourceFiles/scanFolder.ts';
import { scanOf } from '../../../support/causes/scanOf.ts';
import { repository } from '../../../support/paths.ts';
import { syntaxTrees } from '../../../support/syntaxTrees.ts';

/** Sources of packages that the lock file pins, and this checkout, with the least number of files that must be looked at. */
const trees: readonly (readonly [path: string, files: number])[] = [
  ['node_modules/undici', 90],
  ['node_modules/azure-devops-node-api', 70],
  ['node_modules/koffi', 25],
  ['node_modules/typed-rest-client', 10],
  ['node_modules/playwright-core', 20],
  ['.', 1000],
];

const all: readonly Symptom[] = [
  'thrown-away',
  'asked-to-close',
  'small-pool',
  'hoard',
  'close-wait',
  'bind-first',
  'reset',
  'probe',
];

/** As if all ports to a destination were used up, in every way: it speaks for a line only if something leads there. */
function withSockets(sites: readonly FoundSite[], remoteAddress: string): readonly JudgedSite[] {
  return join({
    sites,
    folder: '/srv/product',
    evidence: [
      {
        subject: { kind: 'destination', localAddress: '10.0.0.1', remoteAddress, remotePort: 8080 },
        symptoms: all,
        counts: { timeWait: 28_232, established: 0, closeWait: 0 },
        ports: { used: 28_232, usable: 28_232 },
        closesPerSecond: 470,
        inodes: [],
      },
    ],
    processes: [],
    owners: new Map(),
    known: noKnownNames,
  });
}

const warnings = (sites: readonly JudgedSite[]): readonly string[] =>
  sites
    .filter(({ severity }) => severity === 'warning' || severity === 'error')
    .map(({ site }) => `${site.file}:${String(site.range.start.line + 1)} ${site.cause}`);

describe('real source code', function () {
  // Not a measure: it loads the grammars and reads this checkout.
  this.timeout(120_000);

  for (const [path, least] of trees)
    it(`has no warning without evidence, and no false hint: ${path}`, async () => {
      const { workspace, looked } = await scanFolder(pathOf(repository, path), syntaxTrees, {
        cancellation: new AbortController().signal,
      });
      assert.ok(looked >= least, `${String(looked)} files`);
      const sites = workspace.sites();
      const alone = byPatternAlone(sites);
      assert.deepEqual(warnings(alone), []);
      assert.deepEqual(warnings(withSockets(sites, '203.0.113.77')), []);
      // Whoever sees one here reads the line: a true one is named here, a false one is mended.
      assert.deepEqual(
        alone.map(({ site }) => `${site.file}:${String(site.range.start.line + 1)} ${site.cause}`),
        [],
      );
    });

  it('has a warning for a line that is the cause', async () => {
    const scan = await scanOf({
      'app.py': 'import requests\ndef price(i):\n    return requests.get("http://203.0.113.77:8080/")\n',
    });
    const sites = scan.workspace.sites();
    assert.deepEqual(warnings(byPatternAlone(sites)), []);
    assert.deepEqual(warnings(withSockets(sites, '203.0.113.77')), ['app.py:3 py-module-call']);
    assert.deepEqual(warnings(withSockets(sites, '203.0.113.78')), []);
  });
});
