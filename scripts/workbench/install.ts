import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inRepository } from '../lib/paths.ts';
import { runOk } from '../lib/run.ts';

/** All that the embedded VS Code needs and makes; ignored by git. */
export const workbenchData = inRepository('.workbench');

const home = join(workbenchData, 'code-server');
const vscode = join(home, 'node_modules/code-server/lib/vscode');
const stamp = join(home, 'installed');

/** VS Code's own server. It runs from its folder, with Node.js 24. */
export const serverFolder = vscode;

/**
 * Installs VS Code's server from the npm package `code-server`, which carries it whole. Without install scripts:
 * what they would build (the terminal's pty, a faster log) needs compilers and is not used here. The server's own
 * dependencies are a package inside the package; `npm ci` refuses them, so their versions are those of its lock
 * file as far as npm keeps to it.
 */
export async function installWorkbench(): Promise<void> {
  const lock = await readFile(inRepository('scripts/workbench/package-lock.json'));
  const wanted = createHash('sha256').update(lock).digest('hex');
  const present = await readFile(stamp, 'utf8').catch(() => '');
  if (present === wanted) return;

  await rm(home, { recursive: true, force: true });
  await mkdir(home, { recursive: true });
  for (const file of ['package.json', 'package-lock.json'])
    await cp(inRepository('scripts/workbench', file), join(home, file));
  await cp(inRepository('.npmrc'), join(home, '.npmrc'));
  const quiet = ['--omit=dev', '--ignore-scripts', '--loglevel=error'];
  await runOk('npm', ['ci', ...quiet], { cwd: home, timeoutMs: 600_000 });
  await runOk('npm', ['install', ...quiet], { cwd: vscode, timeoutMs: 600_000 });
  await writeFile(stamp, wanted);
}
