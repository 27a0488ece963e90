import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { grammarNames } from '../../src/core/parse/syntaxTrees.ts';
import { inRepository } from '../lib/paths.ts';

/** Somebody else's work that a package of ours carries. */
export interface Notice {
  readonly name: string;
  readonly version: string;
  /** SPDX. */
  readonly license: string;
  /** Licenses and notices in full; empty if none was found. */
  readonly text: string;
}

export interface Notices {
  readonly text: string;
  /** What has no license text. The gate fails while there is one. */
  readonly lacking: readonly string[];
}

export const noticesFile = 'THIRD-PARTY-NOTICES.txt';

/** The bundles of each package, by the names in esbuild.mjs. */
const bundlesOf = {
  vsix: [
    'extension',
    'commands',
    'client',
    'server',
    'cli',
    'exporter',
    'mcp',
    'web',
    'webServer',
    'webview',
  ],
  npm: ['server', 'cli', 'exporter', 'mcp'],
} as const;

/** What a package carries besides its bundles: copied, not imported. */
const copiedInto = {
  vsix: ['node_modules/@vscode/codicons'],
  npm: [],
} as const;

/** Texts for what is compiled into the files of `@vscode/tree-sitter-wasm`, which has only its own license. */
const grammarTexts = inRepository('scripts/package/licenses');

/** The notices for what is really in the bundles that have just been built, and beside them. */
export async function noticesFor(kind: keyof typeof bundlesOf, withKoffi: boolean): Promise<Notices> {
  const folders = new Set<string>(copiedInto[kind]);
  for (const bundle of bundlesOf[kind]) for (const folder of await packagesIn(bundle)) folders.add(folder);
  const notices = await Promise.all([...folders].map((folder) => noticeOf(folder)));
  if (withKoffi) notices.push(await koffiNotice());
  notices.push(
    ...(await Promise.all(
      ['tree-sitter', ...grammarNames.map((name) => `tree-sitter-${name}`)].map(grammarNotice),
    )),
  );
  return noticesText(distinct(notices));
}

/** Two copies of one version are one notice. */
function distinct(notices: readonly Notice[]): readonly Notice[] {
  const byName = new Map(notices.map((notice) => [`${notice.name} ${notice.version}`, notice]));
  return [...byName.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, notice]) => notice);
}

/** The file, and what is missing in it. */
export function noticesText(notices: readonly Notice[]): Notices {
  const parts = notices.map(
    ({ name, version, license, text }) =>
      `${'='.repeat(80)}\n${[name, version].join(' ').trim()} (${license})\n${'='.repeat(80)}\n\n${text.trim()}\n`,
  );
  return {
    text: `Socket Diagnostics contains the following works of others, under their own licenses.\n\n${parts.join('\n')}`,
    lacking: notices.filter(({ text }) => text.trim() === '').map(({ name }) => name),
  };
}

/** The folders of the packages that a bundle was made from, as esbuild reports them. */
async function packagesIn(bundle: string): Promise<ReadonlySet<string>> {
  const { inputs } = JSON.parse(await readFile(inRepository('build/meta', `${bundle}.json`), 'utf8')) as {
    readonly inputs: Readonly<Record<string, unknown>>;
  };
  const folders = Object.keys(inputs).map(
    (path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1],
  );
  return new Set(folders.filter((folder) => folder !== undefined));
}

async function noticeOf(folder: string): Promise<Notice> {
  const { name, version, license } = JSON.parse(
    await readFile(inRepository(folder, 'package.json'), 'utf8'),
  ) as Pick<Notice, 'name' | 'version' | 'license'>;
  return { name, version, license, text: await textsIn(inRepository(folder)) };
}

/** Its binary is linked with the headers of Node-API, whose licenses its package carries. */
async function koffiNotice(): Promise<Notice> {
  const own = await noticeOf('node_modules/koffi');
  const vendored = await Promise.all(
    ['node-addon-api', 'node-api-headers'].map((name) =>
      textsIn(inRepository('node_modules/koffi/vendor', name)),
    ),
  );
  return { ...own, text: [own.text, ...vendored].join('\n\n') };
}

async function grammarNotice(name: string): Promise<Notice> {
  const text = await readFile(join(grammarTexts, `${name}.txt`), 'utf8').catch(() => '');
  return { name, version: '', license: 'MIT', text };
}

async function textsIn(folder: string): Promise<string> {
  const names = (await readdir(folder)).filter((name) =>
    /^(licen[cs]e|copying|notice|third-?party)/i.test(name),
  );
  const texts = await Promise.all(names.sort().map((name) => readFile(join(folder, name), 'utf8')));
  return texts.map((text) => text.replaceAll('\r\n', '\n').trim()).join('\n\n');
}
