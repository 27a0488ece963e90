import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { cliPath } from '../support/cli.ts';
import { nodePath, repository } from '../support/paths.ts';
import { run, runOk } from '../support/run.ts';
import { skipWhere } from '../support/skipWhere.ts';

/** The hook from a local clone, as `repo:` names one; the command is on the PATH, as after `npm install --global`. */
describe('the hook for pre-commit', function () {
  this.timeout(120_000);
  let folder: string;
  let env: NodeJS.ProcessEnv;

  before(async function () {
    const there = await run('pre-commit', ['--version']).catch(() => undefined);
    skipWhere(this, there?.status === 0 ? null : 'pre-commit is not installed');
    folder = await mkdtemp(join(tmpdir(), 'pre-commit-'));
    const bin = join(folder, 'bin');
    await mkdir(bin);
    await writeFile(join(bin, 'socket-diagnostics'), `#!/bin/sh\nexec '${nodePath}' '${cliPath}' "$@"\n`, {
      mode: 0o755,
    });
    env = {
      ...process.env,
      PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`,
      HOME: folder,
      GIT_CONFIG_GLOBAL: '/dev/null',
      ...Object.fromEntries(
        ['AUTHOR', 'COMMITTER'].flatMap((who) => [
          [`GIT_${who}_NAME`, 'Test'],
          [`GIT_${who}_EMAIL`, 'test@example.org'],
        ]),
      ),
    };
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const git = (cwd: string, ...args: readonly string[]): Promise<string> => runOk('git', args, { cwd, env });

  async function repositoryAt(name: string, files: Readonly<Record<string, string>>): Promise<string> {
    const place = join(folder, name);
    await mkdir(join(place, 'sysctl.d'), { recursive: true });
    for (const [file, text] of Object.entries(files)) await writeFile(join(place, file), text);
    await git(place, 'init', '--quiet');
    await git(place, 'add', '.');
    await git(place, 'commit', '--quiet', '-m', 'Begin');
    return place;
  }

  it('stops a commit that sets a removed parameter, and lets it pass once that is fixed', async () => {
    const hook = await readFile(join(repository, '.pre-commit-hooks.yaml'), 'utf8');
    const hooks = await repositoryAt('hooks', { '.pre-commit-hooks.yaml': hook });
    const rev = (await git(hooks, 'rev-parse', 'HEAD')).trim();
    const file = 'sysctl.d/90-web.conf';
    const place = await repositoryAt('site', {
      [file]: 'net.ipv4.tcp_tw_recycle = 1\n',
      'notes.txt': 'No parameter here.\n',
      '.pre-commit-config.yaml': `repos:\n  - repo: ${hooks}\n    rev: ${rev}\n    hooks:\n      - id: socket-diagnostics-lint\n`,
    });
    const bad = await run('pre-commit', ['run', '--all-files'], { cwd: place, env });
    assert.equal(bad.status, 1, bad.stdout + bad.stderr);
    assert.match(bad.stdout, /sysctl\.d\/90-web\.conf:1:1: error: .*\[tw-recycle-removed\]/);
    await writeFile(join(place, file), 'vm.swappiness = 10\n');
    const good = await run('pre-commit', ['run', '--all-files'], { cwd: place, env });
    assert.equal(good.status, 0, good.stdout + good.stderr);
    assert.match(good.stdout, /Passed/);
  });

  it('is what the documentation shows', async () => {
    const docs = await readFile(join(repository, 'docs/ci.md'), 'utf8');
    const hook = await readFile(join(repository, '.pre-commit-hooks.yaml'), 'utf8');
    assert.ok(docs.includes(`id: ${/id: (\S+)/.exec(hook)?.[1] ?? '?'}`));
  });
});
