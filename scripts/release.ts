// Publishes what `npm run package -- --all` has packed, or says why not:
//   node scripts/release.ts [--dry-run] [--pre-release]
// The tokens come from the environment: VSCE_PAT and OVSX_PAT; npm trusts .github/workflows/release.yml, which calls it.
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { inRepository, repository } from './lib/paths.ts';
import { run, runOk } from './lib/run.ts';
import { readOwnManifest } from './package/manifest.ts';
import { npmArchive } from './package/npm/packNpm.ts';
import { vsixOf } from './package/pack.ts';
import { targets } from './package/targets.ts';
import { publishCommands } from './release/publishCommands.ts';
import { ownerPlaceholder, releaseProblems } from './release/releaseProblems.ts';

const { values } = parseArgs({
  options: {
    'dry-run': { type: 'boolean', default: false },
    'pre-release': { type: 'boolean', default: false },
  },
});
const manifest = await readOwnManifest();
// Those that only tell of it are not published.
const published = ['.', ':!scripts', ':!test', ':!CONTRIBUTING.md'];
const found = await run('git', ['grep', '-l', '-F', ownerPlaceholder, '--', ...published], {
  cwd: repository,
});
if (found.status !== 0 && found.status !== 1) throw new Error(`git grep failed: ${found.stderr}`);
const tag = await run('git', ['describe', '--tags', '--exact-match'], { cwd: repository });
const problems = releaseProblems({
  version: manifest.version,
  isPreRelease: values['pre-release'],
  changelog: await readFile(inRepository('CHANGELOG.md'), 'utf8'),
  changes: await runOk('git', ['status', '--porcelain'], { cwd: repository }),
  withPlaceholder: found.stdout.split('\n').filter((file) => file !== ''),
  ...(tag.status === 0 && { tag: tag.stdout.trim() }),
});

if (problems.length > 0) {
  console.error(`${manifest.version} cannot be published:`);
  for (const problem of problems) console.error(`- ${problem}`);
  process.exitCode = 1;
} else {
  const commands = publishCommands(values['pre-release'], targets.map(vsixOf), npmArchive(manifest.version));
  for (const [command, ...args] of commands) {
    console.log([command, ...args].join(' '));
    if (!values['dry-run']) await runOk(command, args, { cwd: repository, timeoutMs: 600_000 });
  }
}
