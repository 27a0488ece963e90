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
  /^dist\/webview\/(report\.js|report\.css|codicon\.css|codicon\.ttf)$/,
  /^dist\/grammars\/tree-sitter(-[a-z-]+)?\.wasm\.br$/,
  /^media\//,
  /^syntaxes\//,
  /^schemas\/snapshot\.schema\.json$/,
  /^package(\.nls(\.[a-z-]+)?)?\.json$/,
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

async function problemsOf(target: Target): Promise<readonly string[]> {
  await packVsix(target);
  const { size } = await stat(vsixOf(target));
  const entries = (await readZip(vsixOf(target)))
    .filter(({ name }) => name.startsWith('extension/'))
    .map(({ name, contents }) => ({ name: name.slice('extension/'.length), contents }));
  const names = entries.map(({ name }) => name);
  const allowed = isPlatform(target) ? [...expected, ...koffi] : expected;
  const problems = [
    ...required.filter((name) => !names.includes(name)).map((name) => `${name} is not packed`),
    ...names
      .filter((name) => !allowed.some((pattern) => pattern.test(name)))
      .map((name) => `${name} is packed`),
    ...relativeLinks(
      entries
        .find(({ name }) => name === 'readme.md')
        ?.contents()
        .toString() ?? '',
    ).map((link) => `the README links to ${link}, which only works in the repository`),
    ...lackingText(await noticesFor('vsix', isPlatform(target))),
    ...(size > maxBytes ? [`it has ${String(size)} bytes, more than ${String(maxBytes)}`] : []),
    ...binaryProblems(
      target,
      entries.filter(({ name }) => name.endsWith('.node')),
    ),
  ];
  return problems.map((problem) => `${target.name}: ${problem}`);
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
  const problems = [
    ...neededByNpm.filter((name) => !files.includes(name)).map((name) => `${name} is not packed`),
    ...files
      .filter((name) => !neededByNpm.includes(name) && !name.startsWith('media/guide/'))
      .map((name) => `${name} is packed`),
    ...(unpackedSize > maxUnpacked ? [`it unpacks to ${String(unpackedSize)} bytes`] : []),
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
