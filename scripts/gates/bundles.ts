import { readFile, stat } from 'node:fs/promises';
import { inRepository } from '../lib/paths.ts';
import type { Gate } from './gate.ts';

/** The part of esbuild's metafile that tells what a bundle still needs at run time. */
interface Meta {
  readonly outputs: Readonly<
    Record<string, { readonly imports: readonly { readonly path: string; readonly external?: boolean }[] }>
  >;
}

interface Bundle {
  readonly name: string;
  readonly file: string;
  readonly maxBytes: number;
  /** What it may leave to be found at run time, `node:` modules aside. */
  readonly externals: readonly string[];
  /** It may not need a module of Node.js either. */
  readonly inBrowser?: true;
}

const kilobyte = 1000;

// Sizes: the budget of activation for the extension; for the others what would be a surprise. Server and command line carry the
// parsers of YAML, TOML and Dockerfiles.
const bundles: readonly Bundle[] = [
  {
    name: 'extension',
    file: 'dist/extension.js',
    maxBytes: 60 * kilobyte,
    externals: ['vscode', './client.js', './commands.js'],
  },
  { name: 'commands', file: 'dist/commands.js', maxBytes: 135 * kilobyte, externals: ['vscode'] },
  { name: 'client', file: 'dist/client.js', maxBytes: 500 * kilobyte, externals: ['vscode'] },
  { name: 'server', file: 'dist/server.js', maxBytes: 1600 * kilobyte, externals: ['koffi'] },
  {
    name: 'cli',
    file: 'dist/cli.js',
    maxBytes: 1400 * kilobyte,
    externals: ['koffi', './exporter.js', './mcp.js'],
  },
  { name: 'exporter', file: 'dist/exporter.js', maxBytes: 900 * kilobyte, externals: ['koffi'] },
  { name: 'mcp', file: 'dist/mcp.js', maxBytes: 2200 * kilobyte, externals: ['koffi'] },
  // One file each: a script in the web extension host can load no other.
  {
    name: 'web',
    file: 'dist/web/extension.js',
    maxBytes: 650 * kilobyte,
    externals: ['vscode'],
    inBrowser: true,
  },
  {
    name: 'webServer',
    file: 'dist/web/server.js',
    maxBytes: 1100 * kilobyte,
    externals: [],
    inBrowser: true,
  },
  {
    name: 'webview',
    file: 'dist/webview/report.js',
    maxBytes: 300 * kilobyte,
    externals: [],
    inBrowser: true,
  },
];

const nodeModules = new Set(process.getBuiltinModule('node:module').builtinModules);

async function problemsOf(bundle: Bundle): Promise<readonly string[]> {
  const { size } = await stat(inRepository(bundle.file));
  const meta = JSON.parse(await readFile(inRepository('build/meta', `${bundle.name}.json`), 'utf8')) as Meta;
  const needed = Object.values(meta.outputs)
    .flatMap(({ imports }) => imports)
    .filter(({ external }) => external === true)
    .map(({ path }) => path);
  const isNode = (path: string): boolean => nodeModules.has(path.replace(/^node:/, ''));
  const strangers = needed.filter(
    (path) => !bundle.externals.includes(path) && (bundle.inBrowser === true || !isNode(path)),
  );
  return [
    ...(size > bundle.maxBytes
      ? [`${bundle.file} has ${String(size)} bytes, more than ${String(bundle.maxBytes)}`]
      : []),
    ...strangers.map((path) => `${bundle.file} needs ${path} at run time`),
  ];
}

/** What `node esbuild.mjs` has just built. */
export const bundleContents: Gate = {
  name: 'bundles: sizes, and nothing needed at run time that is not there',
  check: async () => (await Promise.all(bundles.map(problemsOf))).flat(),
};
