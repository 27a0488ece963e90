import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { inRepository, repository } from '../lib/paths.ts';
import { run } from '../lib/run.ts';
import { isPreRelease, readOwnManifest } from './manifest.ts';
import { stage } from './stage.ts';
import { isPlatform, machineTarget, type Target } from './targets.ts';

/** Where `npm run package` puts the VSIX of a target. */
export function vsixOf(target: Target): string {
  return inRepository('build/vsix', `socket-diagnostics-${target.name}.vsix`);
}

/** The one for this machine: what `npm start` and the tests install. */
export const vsixPath = vsixOf(machineTarget());

/** Packs what is in dist/; for this machine unless another target is named. Equal sources give equal bytes. */
export async function packVsix(target: Target = machineTarget()): Promise<void> {
  const folder = await stage(target);
  const out = vsixOf(target);
  await mkdir(dirname(out), { recursive: true });
  const { version } = await readOwnManifest();
  // Nobody can publish it as what it was not packed as.
  const args = ['package', '--out', out, ...(isPreRelease(version) === true ? ['--pre-release'] : [])];
  const what = isPlatform(target) ? ['--target', target.name] : ['--no-dependencies'];
  const { status, stdout, stderr } = await run(inRepository('node_modules/.bin/vsce'), [...args, ...what], {
    cwd: folder,
    // A zip has local times in it.
    env: { ...process.env, SOURCE_DATE_EPOCH: await sourceDate(), TZ: 'UTC' },
    timeoutMs: 120_000,
  });
  const said = `${stdout}${stderr}`;
  // A warning is about something that a stranger would meet: a broken link, a missing license.
  if (status !== 0 || /\bwarning\b/i.test(said)) throw new Error(`vsce package: ${said}`);
}

/** Seconds since 1970 for the times in the archive: the last commit's, or 1980, the oldest that a zip can have. */
async function sourceDate(): Promise<string> {
  const given = process.env['SOURCE_DATE_EPOCH'];
  if (given !== undefined && given !== '') return given;
  const log = await run('git', ['log', '-1', '--format=%ct'], { cwd: repository }).catch(() => undefined);
  return log?.status === 0 ? log.stdout.trim() : String(Date.UTC(1980, 0, 1) / 1000);
}
