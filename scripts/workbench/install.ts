import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inRepository } from '../lib/paths.ts';
import { runOk } from '../lib/run.ts';
import { chosenEdition, type Edition } from './editions.ts';

/** All that the embedded VS Code needs and makes; ignored by git. */
export const workbenchData = inRepository('.workbench');

function homeOf({ name }: Edition): string {
  return join(workbenchData, name === 'newest' ? 'code-server' : `code-server-${name}`);
}

/** VS Code's own server. It runs from its folder. */
export function serverFolder(edition: Edition = chosenEdition()): string {
  return join(homeOf(edition), 'node_modules/code-server/lib/vscode');
}

/**
 * Installs VS Code's server from the npm package `code-server`, which carries it whole. Without install scripts:
 * what they would build (the terminal's pty, a faster log) needs compilers and is not used here. The server's own
 * dependencies are a package inside the package; `npm ci` refuses them, so their versions are those of its lock
 * file as far as npm keeps to it.
 */
export async function installWorkbench(edition: Edition = chosenEdition()): Promise<void> {
  const home = homeOf(edition);
  const stamp = join(home, 'installed');
  const lock = await readFile(join(edition.package, 'package-lock.json'));
  const wanted = createHash('sha256').update(lock).digest('hex');
  const present = await readFile(stamp, 'utf8').catch(() => '');
  if (present === wanted) return;

  await rm(home, { recursive: true, force: true });
  await mkdir(home, { recursive: true });
  for (const file of ['package.json', 'package-lock.json'])
    await cp(join(edition.package, file), join(home, file));
  await cp(inRepository('.npmrc'), join(home, '.npmrc'));
  const quiet = ['--omit=dev', '--ignore-scripts', '--loglevel=error'];
  await runOk('npm', ['ci', ...quiet], { cwd: home, timeoutMs: 600_000 });
  await runOk('npm', ['install', ...quiet], { cwd: serverFolder(edition), timeoutMs: 600_000 });
  await writeFile(stamp, wanted);
}
