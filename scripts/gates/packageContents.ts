import { readFile, stat } from 'node:fs/promises';
import { grammarNames } from '../../src/core/parse/syntaxTrees.ts';
import { readZip, type ZipEntry } from '../lib/zip.ts';
import { inRepository } from '../lib/paths.ts';
import { packNpm } from '../package/npm/packNpm.ts';
import { relativeLinks } from '../package/absoluteLinks.ts';
import { type Notices, noticesFile, noticesFor } from '../package/notices.ts';
import { packVsix, vsixOf } from '../package/pack.ts';
import { documents } from '../schemas/documents.ts';
import { isPlatform, type Platform, type Target, targets } from '../package/targets.ts';
import type { Gate } from './gate.ts';

const maxBytes = 8_000_000;
const grammars = ['tree-sitter', ...grammarNames.map((name) => `tree-sitter-${name}`)].map(
  (name) => `dist/grammars/${name}.wasm.br`,
);
const expected = [
  /^dist\/(extension|commands|client|server|cli|exporter|mcp)\.js$/,
  /^dist\/web\/(extension|server)\.js$/,
  /^dist\/webview\/(report\.js|report\.css|codicon\.css|codicon\.ttf)$/,
  /^dist\/grammars\/tree-sitter(-[a-z-]+)?\.wasm\.br$/,
  /^media\//,
  /^syntaxes\//,
  /^schemas\/snapshot\.schema\.json$/,
  /^package\.json$/,
  /^language-configuration\.json$/,
  /^(LICENSE\.txt|THIRD-PARTY-NOTICES\.txt|readme\.md|changelog\.md)$/,
];
const required = [
  'package.json',
  'LICENSE.txt',
  noticesFile,
  'readme.md',
  'changelog.md',
  'dist/extension.js',
  'dist/commands.js',
  'dist/client.js',
  'dist/server.js',
  'dist/cli.js',
  'dist/exporter.js',
  'dist/mcp.js',
  'dist/web/extension.js',
  'dist/web/server.js',
  'dist/webview/report.js',
  'dist/webview/report.css',
  'schemas/snapshot.schema.json',
  ...grammars,
];
const koffi = [
  /^node_modules\/koffi\/(package\.json|LICENSE\.txt|index\.c?js|src\/koffi\/(index|src\/static)\.c?js)$/,
  /^node_modules\/@koromix\/koffi-linux-(x64|arm64)\/(package\.json|index\.js|\w+\/koffi\.node)$/,
];
/** `e_machine` of the ELF header. */
const machines: Readonly<Record<Platform['cpu'], number>> = { x64: 62, arm64: 183 };
const libraries: Readonly<Record<Platform['libc'], string>> = { glibc: 'libc.so.6', musl: 'libc.musl-' };

function binaryProblems(target: Target, binaries: readonly ZipEntry[]): readonly string[] {
  if (!isPlatform(target)) return binaries.map(({ name }) => `${name} is in the universal one`);
  const [binary, ...more] = binaries;
  if (binary === undefined || more.length > 0) return [`${String(binaries.length)} binaries instead of one`];
  const bytes = binary.contents();
  const isRight = bytes.readUInt16LE(18) === machines[target.cpu] && bytes.includes(libraries[target.libc]);
  return isRight ? [] : [`${binary.name} is not for ${target.cpu} with ${target.libc}`];
}

/** The parts of a packed package.json that marketplaces and registries show or follow. */
interface PackedManifest {
  readonly repository?: { readonly url?: string };
  readonly homepage?: string;
  readonly bugs?: { readonly url?: string };
  readonly badges?: readonly { readonly url: string; readonly href: string }[];
  readonly contributes?: { readonly jsonValidation: readonly { readonly url: string }[] };
}

/** What of the repository's address is missing in a packed package.json, or not under it. */
function addressProblems({ repository, homepage, bugs }: PackedManifest): readonly string[] {
  const { url = '' } = repository ?? {};
  const page = url.replace(/\.git$/, '');
  return [
    ...(/^https:\/\/[^/]+\/[^/]+\/[^/]+\.git$/.test(url) ? [] : [`repository.url is “${url}”`]),
    ...(homepage === `${page}#readme` ? [] : [`homepage is “${homepage ?? ''}”`]),
    ...(bugs?.url === `${page}/issues` ? [] : [`bugs.url is “${bugs?.url ?? ''}”`]),
  ];
}

function badgeProblems({ repository, badges = [] }: PackedManifest): readonly string[] {
  const page = repository?.url?.replace(/\.git$/, '') ?? '';
  if (badges.length === 0) return ['there is no badge'];
  return badges
    .flatMap(({ url, href }) => [url, href])
    .filter((address) => !address.startsWith(`${page}/`))
    .map((address) => `a badge leads to “${address}”`);
}

async function problemsOf(target: Target): Promise<readonly string[]> {
  await packVsix(target);
  const { size } = await stat(vsixOf(target));
  const all = await readZip(vsixOf(target));
  const entries = all
    .filter(({ name }) => name.startsWith('extension/'))
    .map(({ name, contents }) => ({ name: name.slice('extension/'.length), contents }));
  const names = entries.map(({ name }) => name);
  const allowed = isPlatform(target) ? [...expected, ...koffi] : expected;
  const textOf = (file: string): string =>
    entries
      .find(({ name }) => name === file)
      ?.contents()
      .toString() ?? '';
  const manifest = JSON.parse(textOf('package.json')) as PackedManifest;
  const checkedBy = manifest.contributes?.jsonValidation.map(({ url }) => url.replace('./', '')) ?? [];
  const problems = [
    ...required.filter((name) => !names.includes(name)).map((name) => `${name} is not packed`),
    ...names
      .filter((name) => !allowed.some((pattern) => pattern.test(name)))
      .map((name) => `${name} is packed`),
    ...checkedBy.filter((name) => !names.includes(name)).map((name) => `${name} is not packed`),
    ...addressProblems(manifest),
    ...badgeProblems(manifest),
    ...relativeLinks(textOf('readme.md')).map(
      (link) => `the README links to ${link}, which only works in the repository`,
    ),
    ...(isForBrowsers(all) ? [] : ['marketplaces would not offer it to VS Code in a browser']),
    ...lackingText(await noticesFor('vsix', isPlatform(target))),
    ...(size > maxBytes ? [`it has ${String(size)} bytes, more than ${String(maxBytes)}`] : []),
    ...binaryProblems(
      target,
      entries.filter(({ name }) => name.endsWith('.node')),
    ),
  ];
  return problems.map((problem) => `${target.name}: ${problem}`);
}

/** What vsce writes for an extension with a `browser` entry: the universal package is then the one for browsers. */
function isForBrowsers(files: readonly ZipEntry[]): boolean {
  const manifest = files.find(({ name }) => name === 'extension.vsixmanifest');
  return manifest?.contents().toString().includes('__web_extension') === true;
}

function lackingText({ lacking }: Notices): readonly string[] {
  return lacking.map((name) => `${name} is packed without the text of its license`);
}

/** What the npm package may have; everything in `neededByNpm` is there. */
const neededByNpm = [
  'package.json',
  'README.md',
  'LICENSE',
  'CHANGELOG.md',
  noticesFile,
  'dist/cli.js',
  'dist/exporter.js',
  'dist/mcp.js',
  'dist/server.js',
  'prometheus/dashboard.json',
  'prometheus/rules.test.yml',
  'prometheus/rules.yml',
  'systemd/socket-diagnostics-exporter.service',
  'man/socket-diagnostics.1',
  'man/sysctl-language-server.1',
  'completions/socket-diagnostics',
  'completions/_socket-diagnostics',
  'completions/socket-diagnostics.fish',
  ...documents.map(({ name }) => `schemas/${name}.schema.json`),
  ...grammars,
];
const maxUnpacked = 12_000_000;

async function npmProblems(): Promise<readonly string[]> {
  const { files, unpackedSize } = await packNpm();
  const readme = await readFile(inRepository('build/package/npm/README.md'), 'utf8');
  const manifest = await readFile(inRepository('build/package/npm/package.json'), 'utf8');
  const problems = [
    ...neededByNpm.filter((name) => !files.includes(name)).map((name) => `${name} is not packed`),
    ...files
      .filter((name) => !neededByNpm.includes(name) && !name.startsWith('media/guide/'))
      .map((name) => `${name} is packed`),
    ...(unpackedSize > maxUnpacked ? [`it unpacks to ${String(unpackedSize)} bytes`] : []),
    ...addressProblems(JSON.parse(manifest) as PackedManifest),
    ...relativeLinks(readme).map((link) => `the README links to ${link}`),
    ...lackingText(await noticesFor('npm', false)),
  ];
  return problems.map((problem) => `npm: ${problem}`);
}

/** What `npm run package -- --all` packs from the bundles that have just been built. */
export const packageContents: Gate = {
  name: 'packages: size, only what users need, the right binary, all licenses, no relative link',
  check: async () => {
    const problems = [...(await npmProblems())];
    for (const target of targets) problems.push(...(await problemsOf(target)));
    return problems;
  },
};
