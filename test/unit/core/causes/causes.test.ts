import assert from 'node:assert/strict';
import { causeIds } from '../../../../src/core/causes/cause.ts';
import { CauseWorkspace } from '../../../../src/core/causes/causeWorkspace.ts';
import { byPatternAlone } from '../../../../src/core/causes/judgedSite.ts';
import { guideSection } from '../../../../src/core/knowledge/guide.ts';
import { applied } from '../../../support/causes/applied.ts';
import { syntaxTrees } from '../../../support/syntaxTrees.ts';
import { causeCases as firstCases } from './cases.ts';
import { moreCases } from './moreCases.ts';

const causeCases = [...firstCases, ...moreCases];

async function sitesOf(path: string, text: string): Promise<readonly string[]> {
  const workspace = new CauseWorkspace(syntaxTrees);
  await workspace.update(path, text);
  return byPatternAlone(workspace.sites()).map(
    ({ site }) => `${String(site.range.start.line + 1)} ${site.cause}`,
  );
}

describe('causes', () => {
  for (const { path, text, sites } of causeCases) {
    it(`${path}: ${sites.length === 0 ? 'nothing' : sites.join(', ')} in ${JSON.stringify(text).slice(0, 100)}`, async () => {
      assert.deepEqual(await sitesOf(path, text), sites);
    });
  }

  it('have a case each that must speak but for those that only sockets can tell', () => {
    const spoken = new Set(causeCases.flatMap(({ sites }) => sites.map((site) => site.split(' ')[1])));
    assert.deepEqual(
      causeIds.filter((id) => !spoken.has(id)),
      ['go-idle-2'],
    );
  });

  it('have a section of the guide each', async () => {
    const workspace = new CauseWorkspace(syntaxTrees);
    for (const [index, { path, text }] of causeCases.entries())
      await workspace.update(`${String(index)}/${path}`, text);
    for (const { section } of workspace.sites()) assert.equal(guideSection(section).file, 'causes.md');
  });

  it('leave nothing behind when the line is gone', async () => {
    const workspace = new CauseWorkspace(syntaxTrees);
    await workspace.update('a.rb', 'def call\n  Net::HTTP.get(u)\nend\n');
    assert.equal(workspace.sites().length, 1);
    await workspace.update('a.rb', 'def call\nend\n');
    assert.equal(workspace.sites().length, 0);
  });

  it('give edits that end them, whole', async () => {
    for (const { path, text } of causeCases) {
      const workspace = new CauseWorkspace(syntaxTrees);
      await workspace.update(path, text);
      for (const site of workspace.sites()) {
        if (site.fix === undefined) continue;
        const edited = applied(text, site.fix.edits);
        const left = await sitesOf(path, edited);
        assert.ok(
          !left.some((other) => other.endsWith(` ${site.cause}`)),
          `${site.cause}: ${JSON.stringify(edited)} still has ${left.join(', ')}`,
        );
      }
    }
  });
});
