import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { program as commandLine } from '../../../src/cli/program.ts';
import { completionFor, shells } from '../../../src/core/commandLine/completion/shells.ts';
import { manPage } from '../../../src/core/commandLine/manPage.ts';
import { program as languageServer } from '../../../src/server/program.ts';
import { inRepository } from '../../lib/paths.ts';
import { withAbsoluteLinks } from '../absoluteLinks.ts';
import { noticesFile, noticesFor } from '../notices.ts';
import { addresses, readOwnManifest, repositoryPage } from '../manifest.ts';

/** Files and folders that are packed as they are. */
const copied = [
  'dist/cli.js',
  'dist/exporter.js',
  'dist/mcp.js',
  'dist/server.js',
  'dist/grammars',
  'media/guide',
  'prometheus',
  'schemas',
  'systemd',
  'LICENSE',
  'CHANGELOG.md',
];

/** Lays out the npm package, and nothing else. Gives the folder. */
export async function stageNpm(): Promise<string> {
  const folder = inRepository('build/package/npm');
  await rm(folder, { recursive: true, force: true });
  const manifest = await readOwnManifest();
  for (const name of copied) await cp(inRepository(name), join(folder, name), { recursive: true });
  const written: Readonly<Record<string, string>> = {
    'README.md': withAbsoluteLinks(
      await readFile(inRepository('docs/command-line.md'), 'utf8'),
      repositoryPage(manifest),
      'docs',
    ),
    ...Object.fromEntries(
      [commandLine, languageServer].map((program) => [
        `man/${program.name}.1`,
        manPage(program, manifest.version),
      ]),
    ),
    ...Object.fromEntries(
      shells.map((shell) => [`completions/${completionFile[shell]}`, completionFor[shell](commandLine)]),
    ),
    // koffi is installed beside it, with its own license.
    [noticesFile]: (await noticesFor('npm', false)).text,
    'package.json': `${JSON.stringify(npmManifest(manifest), null, 2)}\n`,
  };
  for (const [name, text] of Object.entries(written)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

/** As the shells look for them. */
const completionFile = {
  bash: commandLine.name,
  zsh: `_${commandLine.name}`,
  fish: `${commandLine.name}.fish`,
} as const;

function npmManifest(manifest: Awaited<ReturnType<typeof readOwnManifest>>): object {
  const { name, version, license, keywords, engines, dependencies } = manifest;
  return {
    name,
    version,
    description:
      'Explains TIME_WAIT sockets and exhausted ports on Linux, checks kernel parameters in configuration files, and serves editors as a language server.',
    license,
    ...addresses(manifest),
    keywords,
    engines: { node: engines.node },
    bin: { [commandLine.name]: 'dist/cli.js', [languageServer.name]: 'dist/server.js' },
    man: [`./man/${commandLine.name}.1`, `./man/${languageServer.name}.1`],
    // Reads sockets over netlink; without it, ss and /proc are used.
    optionalDependencies: { koffi: dependencies.koffi },
  };
}
