import assert from 'node:assert/strict';
import { appendFile, cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodePath, repository } from '../support/paths.ts';
import { run, runOk } from '../support/run.ts';

/** The script as a release runs it, in a repository of its own: nothing is published. */
describe('scripts/release.ts --dry-run', function () {
  this.timeout(60_000);
  let folder: string;
  let page: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'socket-diagnostics-release-'));
    for (const name of ['scripts', 'src', 'docs', 'package.json', 'README.md'])
      await cp(join(repository, name), join(folder, name), { recursive: true });
    await symlink(join(repository, 'node_modules'), join(folder, 'node_modules'));
    await write('.gitignore', 'node_modules\n');
    const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
      repository: { url: string };
    };
    page = manifest.repository.url.replace(/\.git$/, '');
    await git('init', '--quiet');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const write = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text);
  const git = (...args: readonly string[]): Promise<string> =>
    runOk('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', ...args], { cwd: folder });
  const release = (...args: readonly string[]): ReturnType<typeof run> =>
    run(nodePath, ['scripts/release.ts', '--dry-run', ...args], { cwd: folder });

  async function setManifest(owner: string, version: string): Promise<void> {
    const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as object;
    const address = { type: 'git', url: `https://github.com/${owner}/socket-diagnostics.git` };
    await write(
      'package.json',
      `${JSON.stringify({ ...manifest, version, repository: address }, null, 2)}\n`,
    );
  }

  async function commit(tag: string): Promise<void> {
    await git('add', '.');
    await git('commit', '--quiet', '-m', 'Release');
    await git('tag', tag);
  }

  it('ends with status 1 and a line for each reason not to publish', async () => {
    await setManifest('REPLACE_WITH_OWNER', '1.2.0');
    await write('CHANGELOG.md', '# Changelog\n\n## Unreleased\n\n- Something new.\n');
    await commit('v1.0.0');
    await appendFile(join(folder, 'README.md'), '\nMore.\n');
    const { status, stdout, stderr } = await release('--pre-release');
    assert.deepEqual([status, stdout], [1, '']);
    assert.deepEqual(stderr.trimEnd().split('\n'), [
      '1.2.0 cannot be published:',
      '- The minor number of 1.2.0 is even: publish it without --pre-release, or use an odd one.',
      '- CHANGELOG.md has no entries for 1.2.0. Write them under “## 1.2.0”.',
      '- CHANGELOG.md has unreleased entries. Move them to “## 1.2.0”.',
      '- The tree has changes that are not committed:',
      ' M README.md',
      '- The repository’s address in package.json has the placeholder REPLACE_WITH_OWNER.',
      '- The tag is v1.0.0, not v1.2.0.',
    ]);
  });

  it('prints what would publish the packages, and runs nothing', async () => {
    await setManifest('somebody', '1.3.0');
    await write('CHANGELOG.md', '# Changelog\n\n## 1.3.0\n\n- Something new.\n');
    await commit('v1.3.0');
    const { status, stdout, stderr } = await release('--pre-release');
    assert.deepEqual([status, stderr], [0, '']);
    const lines = stdout.trimEnd().split('\n');
    assert.equal(lines.length, 3, stdout);
    assert.match(
      lines[0] ?? '',
      /^vsce publish --skip-duplicate --pre-release --packagePath .*socket-diagnostics-linux-x64\.vsix /,
    );
    assert.match(lines[1] ?? '', /^ovsx publish --skip-duplicate --pre-release --packagePath /);
    assert.match(lines[2] ?? '', /^npm publish --tag next .*socket-diagnostics-1\.3\.0\.tgz$/);
  });

  it('has one place to replace the placeholder in', async () => {
    await git('add', '.');
    const published = ['.', ':!scripts', ':!test'];
    const found = await runOk('git', ['grep', '-l', '-F', page, '--', ...published], { cwd: folder });
    assert.deepEqual(found.trimEnd().split('\n'), ['package.json']);
  });
});
