import assert from 'node:assert/strict';
import { publishCommands } from '../../../scripts/release/publishCommands.ts';
import { type ReleaseFacts, releaseProblems } from '../../../scripts/release/releaseProblems.ts';

const good: ReleaseFacts = {
  version: '1.2.0',
  isPreRelease: false,
  changelog:
    '# Changelog\n\n## [Unreleased]\n\n## [1.2.0] - 2030-01-01\n\n- Something new.\n\n## 1.0.0\n\n- First.\n',
  changes: '',
  withPlaceholder: [],
  tag: 'v1.2.0',
};

function problem(changed: Partial<ReleaseFacts>): string {
  const problems = releaseProblems({ ...good, ...changed });
  assert.equal(problems.length, 1, problems.join('\n'));
  return problems[0] ?? '';
}

describe('a release', () => {
  it('is published if nothing speaks against it', () => {
    assert.deepEqual(releaseProblems(good), []);
    const odd = { version: '1.3.0', tag: 'v1.3.0', changelog: '## 1.3.0\n\n- New.\n' };
    assert.deepEqual(releaseProblems({ ...good, ...odd, isPreRelease: true }), []);
  });

  it('can be published again where publishing broke off', () => {
    const [vsce, ovsx, npm] = publishCommands(true, ['a.vsix', 'b.vsix'], 'c.tgz').map((words) =>
      words.join(' '),
    );
    assert.equal(vsce, 'vsce publish --skip-duplicate --pre-release --packagePath a.vsix b.vsix');
    assert.equal(ovsx, 'ovsx publish --skip-duplicate --pre-release --packagePath a.vsix b.vsix');
    assert.equal(npm, 'npm publish --tag next c.tgz');
    assert.doesNotMatch(publishCommands(false, ['a.vsix'], 'c.tgz').join(' '), /pre-release|next/);
  });

  it('is refused with the wrong parity of the minor number', () => {
    assert.match(problem({ isPreRelease: true }), /even: publish it without --pre-release/);
    const odd = { version: '1.3.0', tag: 'v1.3.0', changelog: '## 1.3.0\n\n- New.\n' };
    assert.match(problem(odd), /odd: publish it with --pre-release/);
    const named = { version: '1.2.0-beta', tag: 'v1.2.0-beta', changelog: '## 1.2.0-beta\n\n- New.\n' };
    assert.match(problem(named), /is not MAJOR\.MINOR\.PATCH/);
  });

  it('is refused without an entry in the changelog, and with entries that are not released', () => {
    assert.match(problem({ changelog: '## 1.0.0\n\n- First.\n' }), /no entries for 1\.2\.0/);
    assert.match(problem({ changelog: '## 1.2.0\n\n## 1.0.0\n\n- First.\n' }), /no entries for 1\.2\.0/);
    assert.match(
      problem({ changelog: `## Unreleased\n\n- Later.\n\n${good.changelog}` }),
      /unreleased entries/,
    );
  });

  it('is refused with a dirty tree, a placeholder as the address, and another tag or none', () => {
    assert.match(problem({ changes: ' M package.json\n' }), /not committed:\n M package\.json$/);
    assert.match(problem({ withPlaceholder: ['package.json'] }), /in package\.json has the placeholder/);
    assert.match(problem({ tag: 'v1.1.0' }), /The tag is v1\.1\.0, not v1\.2\.0/);
    const { version, isPreRelease, changelog, changes, withPlaceholder } = good;
    const untagged = { version, isPreRelease, changelog, changes, withPlaceholder };
    assert.deepEqual(releaseProblems(untagged), ['The tag is missing, not v1.2.0.']);
  });
});
