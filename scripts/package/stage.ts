import { chmod, copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';
import { inRepository, repository } from '../lib/paths.ts';
import { addresses, badges, readOwnManifest } from './manifest.ts';
import { modulesFor } from './modules.ts';
import { noticesFile, noticesFor } from './notices.ts';
import { binaryOf, isPlatform, type Platform, type Target } from './targets.ts';

/** The rest of koffi is its C++ sources. Both forms of module: a bundle's `import()` takes the one, `require` the other. */
const koffiFiles = [
  'package.json',
  'LICENSE.txt',
  'index.js',
  'index.cjs',
  'src/koffi/index.js',
  'src/koffi/index.cjs',
  'src/koffi/src/static.js',
  'src/koffi/src/static.cjs',
];

/** Lays out what goes into the VSIX of a target, and nothing else. Gives the folder. */
export async function stage(target: Target): Promise<string> {
  const folder = inRepository('build/package', target.name);
  await rm(folder, { recursive: true, force: true });
  for (const file of await ownFiles()) await put(inRepository(file), join(folder, file));
  if (isPlatform(target)) await stageKoffi(target, join(folder, 'node_modules'));
  await writeFile(join(folder, 'package.json'), await manifest(target), { mode: 0o644 });
  const { text } = await noticesFor('vsix', isPlatform(target));
  await writeFile(join(folder, noticesFile), text, { mode: 0o644 });
  // vsce warns of a folder without one. It is not packed.
  await writeFile(join(folder, '.vscodeignore'), '# Only what is packed is here.\n');
  return folder;
}

async function stageKoffi(platform: Platform, into: string): Promise<void> {
  const modules = await modulesFor(platform.cpu);
  const binary = binaryOf(platform);
  const wrapper = dirname(dirname(binary));
  for (const file of [
    ...koffiFiles.map((name) => `koffi/${name}`),
    `${wrapper}/package.json`,
    `${wrapper}/index.js`,
    binary,
  ])
    await put(join(modules, file), join(into, file));
}

/** Everything but koffi is bundled, so the packed extension depends on nothing else. */
async function manifest(target: Target): Promise<string> {
  const ours = await readOwnManifest();
  const left = new Set(['scripts', 'devDependencies', 'allowScripts', 'dependencies']);
  const kept = Object.fromEntries(Object.entries(ours).filter(([key]) => !left.has(key)));
  const dependencies = isPlatform(target) ? { dependencies: { koffi: ours.dependencies.koffi } } : {};
  return `${JSON.stringify({ ...kept, ...addresses(ours), badges: badges(ours), ...dependencies }, null, 2)}\n`;
}

/** The same modes whatever the umask, so that two machines pack the same bytes. */
async function put(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await copyFile(from, to);
  await chmod(to, 0o644);
}

let listed: Promise<string[]> | undefined;

/** As `.vscodeignore` has it; looked up once, as vsce walks the whole checkout for it. */
function ownFiles(): Promise<readonly string[]> {
  listed ??= listFiles({ cwd: repository, packageManager: PackageManager.None });
  return listed;
}
