import assert from 'node:assert/strict';
import type { FoundSite } from '../../../../src/core/causes/cause.ts';
import { CauseWorkspace } from '../../../../src/core/causes/causeWorkspace.ts';
import { applied } from '../../../support/causes/applied.ts';
import { syntaxTrees } from '../../../support/syntaxTrees.ts';
import { variants } from './variants.ts';

const destination = '127.0.0.2:8080';

async function sitesOf(path: string, text: string): Promise<readonly FoundSite[]> {
  const workspace = new CauseWorkspace(syntaxTrees);
  await workspace.update(path, text);
  return workspace.sites();
}

const told = ({ range, cause }: FoundSite): string => `${String(range.start.line + 1)} ${cause}`;

describe('causes as other people write them', () => {
  for (const { path, text, site: wanted, to = destination, fixed } of variants) {
    it(`${path}: ${wanted} in ${JSON.stringify(text).slice(0, 160)}`, async () => {
      const sites = await sitesOf(path, text);
      const [site] = sites.filter((one) => told(one) === wanted);
      assert.ok(site !== undefined, sites.map(told).join(', '));
      if (to !== '') assert.deepEqual(site.destinations.slice(-1), [to]);
      if (fixed === undefined) return;
      assert.ok(site.fix !== undefined, 'there is no edit');
      const edited = applied(text, site.fix.edits);
      assert.ok(edited.includes(fixed), edited);
      const left = (await sitesOf(path, edited)).filter(({ cause }) => cause === site.cause);
      assert.deepEqual(left.map(told), [], edited);
    });
  }
});
