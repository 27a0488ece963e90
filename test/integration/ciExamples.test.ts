import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { InstalledNpm } from '../support/installedNpm.ts';
import { repository } from '../support/paths.ts';
import { run, runOk } from '../support/run.ts';
import { skipWhere } from '../support/skipWhere.ts';

interface Log {
  readonly version: string;
  readonly runs: readonly {
    readonly tool: {
      readonly driver: { readonly rules: readonly { readonly help: { markdown: string } }[] };
    };
    readonly results: readonly {
      readonly ruleId: string;
      readonly locations: readonly {
        readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } };
      }[];
    }[];
  }[];
}

/** As somebody copies them: with the installed package on the PATH, in a clone of a repository. */
describe('the examples of docs/ci.md', function () {
  this.timeout(240_000);
  const file = 'sysctl.d/90-web.conf';
  let installed: InstalledNpm;
  let env: NodeJS.ProcessEnv;
  let page: string;

  before(async () => {
    installed = await InstalledNpm.create();
    page = await readFile(join(repository, 'docs/ci.md'), 'utf8');
    const people = ['AUTHOR', 'COMMITTER'].flatMap((who): [string, string][] => [
      [`GIT_${who}_NAME`, 'Test'],
      [`GIT_${who}_EMAIL`, 'test@example.org'],
    ]);
    env = { ...installed.env, GIT_CONFIG_GLOBAL: '/dev/null', ...Object.fromEntries<string>(people) };
  });
  after(() => installed[Symbol.asyncDispose]());

  const git = (cwd: string, ...args: readonly string[]): Promise<string> => runOk('git', args, { cwd, env });

  async function repositoryWith(name: string, files: Readonly<Record<string, string>>): Promise<string> {
    const place = join(installed.folder, name);
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(place, path)), { recursive: true });
      await writeFile(join(place, path), text);
    }
    await git(place, 'init', '--quiet');
    await git(place, 'add', '.');
    await git(place, 'commit', '--quiet', '-m', 'Begin');
    return place;
  }

  async function cloneOf(place: string): Promise<string> {
    await git(installed.folder, 'clone', '--quiet', place, `${place}-clone`);
    return `${place}-clone`;
  }

  it('the workflow for GitHub writes a log with the finding, its path and help from the guide', async () => {
    const [, command = ''] = /^ *- run: (socket-diagnostics .*)$/m.exec(page) ?? [];
    const [, log = ''] = /sarif_file: (\S+)/.exec(page) ?? [];
    const site = await cloneOf(await repositoryWith('action', { [file]: 'net.ipv4.tcp_tw_recycle = 1\n' }));
    // As a runner does it.
    await runOk('bash', ['-e', '-c', command], { cwd: site, env });
    const { version, runs } = JSON.parse(await readFile(join(site, log), 'utf8')) as Log;
    assert.equal(version, '2.1.0');
    const [{ tool, results } = { tool: undefined, results: [] }] = runs;
    assert.deepEqual(
      results.map(({ ruleId, locations }) => [ruleId, locations[0]?.physicalLocation.artifactLocation.uri]),
      [['tw-recycle-removed', file]],
    );
    assert.ok(tool?.driver.rules.every(({ help }) => help.markdown.length > 200));
  });

  it('the hook for pre-commit stops a commit that sets a removed parameter, until that is fixed', async function () {
    const there = await run('pre-commit', ['--version']).catch(() => undefined);
    skipWhere(this, there?.status === 0 ? null : 'pre-commit is not installed');
    const hooks = await repositoryWith('hooks', {
      '.pre-commit-hooks.yaml': await readFile(join(repository, '.pre-commit-hooks.yaml'), 'utf8'),
    });
    const [example = ''] = /(?<=^```yaml\n)repos:\n {2}- repo: ADDRESS\n[^`]*/m.exec(page) ?? [];
    await git(hooks, 'tag', /rev: (\S+)/.exec(example)?.[1] ?? '');
    const origin = await repositoryWith('site', {
      [file]: 'net.ipv4.tcp_tw_recycle = 1\n',
      'notes.txt': 'No parameter here.\n',
      '.pre-commit-config.yaml': example.replace('ADDRESS', hooks),
    });
    const site = await cloneOf(origin);
    await runOk('pre-commit', ['install'], { cwd: site, env });
    const commit = (): ReturnType<typeof run> =>
      run('git', ['commit', '-a', '-m', 'Change'], { cwd: site, env });
    await writeFile(join(site, 'notes.txt'), 'None here either.\n');
    const bad = await commit();
    assert.equal(bad.status, 1, bad.stdout + bad.stderr);
    assert.match(bad.stdout + bad.stderr, /sysctl\.d\/90-web\.conf:1:1: error: .*\[tw-recycle-removed\]/);
    await writeFile(join(site, file), 'vm.swappiness = 10\n');
    const good = await commit();
    assert.equal(good.status, 0, good.stdout + good.stderr);
    assert.match(good.stdout + good.stderr, /Passed/);
  });
});
