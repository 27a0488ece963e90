// Builds dist/: one bundle per runtime.
//   node esbuild.mjs [--watch] [--sourcemap] [name...]      names: extension commands client server cli exporter mcp web webServer webview
// `vscode` is external only where it exists: a server or webview bundle that reaches it cannot be built.
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { build, context } from 'esbuild';

const root = dirname(fileURLToPath(import.meta.url));
const flags = new Set(process.argv.slice(2).filter((arg) => arg.startsWith('--')));
const names = new Set(process.argv.slice(2).filter((arg) => !arg.startsWith('--')));

/**
 * The language client is most of the extension's weight, and most of the rest is what commands do: each is a bundle of its
 * own. The sources say `await import('./client/main.ts')`; in the extension bundle that becomes
 * `require('./client.js')`, which Node runs when it is first needed. The exporter and the MCP server are to the command
 * line what they are to the extension.
 */
const onFirstNeed = {
  name: 'on-first-need',
  setup(pluginBuild) {
    // All bundles are beside each other, wherever their sources are.
    pluginBuild.onResolve({ filter: /(^|\/)(client|commands|exporter|mcp)\/main\.ts$/ }, ({ kind, path }) =>
      kind === 'entry-point' ? undefined : { path: `./${path.split('/').at(-2)}.js`, external: true },
    );
  },
};

const { version, repository } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));

const common = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  sourcemap: flags.has('--sourcemap') ? 'linked' : false,
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  define: {
    PRODUCT_VERSION: JSON.stringify(version),
    PRODUCT_PAGE: JSON.stringify(repository.url.replace(/\.git$/, '')),
  },
};

const node = {
  ...common,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  mainFields: ['module', 'main'],
};

/** Everybody's browsers of the time of the oldest VS Code that we support. */
const browser = {
  ...common,
  platform: 'browser',
  target: ['chrome120', 'firefox120', 'safari17'],
  mainFields: ['browser', 'module', 'main'],
};

/** The npm package installs these bundles as programs. */
const program = { js: '#!/usr/bin/env node' };

/** The icon font, and of its 500 rules those whose icon the page's script names: they are part of every page. */
const codicons = {
  name: 'codicons',
  setup(pluginBuild) {
    pluginBuild.onEnd(async () => {
      const [from, to] = ['node_modules/@vscode/codicons/dist', 'dist/webview'].map((path) =>
        join(root, path),
      );
      await copyFile(join(from, 'codicon.ttf'), join(to, 'codicon.ttf'));
      const script = await readFile(join(to, 'report.js'), 'utf8');
      const styles = await readFile(join(from, 'codicon.css'), 'utf8');
      const used = styles.replaceAll(/^\.codicon-([\w-]+):before \{.*\}\n/gm, (rule, name) =>
        script.includes(`"${name}"`) ? rule : '',
      );
      await writeFile(join(to, 'codicon.css'), used);
    });
  },
};

const bundles = {
  extension: {
    ...node,
    entryPoints: { extension: 'src/extension/extension.ts' },
    outdir: 'dist',
    external: ['vscode'],
    plugins: [onFirstNeed],
    // So that esbuild writes require(). Not where tree-sitter is: its runtime has a variable of that name.
    supported: { 'dynamic-import': false },
  },
  commands: {
    ...node,
    entryPoints: { commands: 'src/extension/commands/main.ts' },
    outdir: 'dist',
    external: ['vscode'],
  },
  client: {
    ...node,
    entryPoints: { client: 'src/extension/client/main.ts' },
    outdir: 'dist',
    external: ['vscode'],
  },
  server: {
    ...node,
    entryPoints: { server: 'src/server/main.ts' },
    outdir: 'dist',
    external: ['koffi'],
    banner: program,
  },
  cli: {
    ...node,
    entryPoints: { cli: 'src/cli/main.ts' },
    outdir: 'dist',
    external: ['koffi'],
    plugins: [onFirstNeed],
    banner: program,
  },
  exporter: {
    ...node,
    entryPoints: { exporter: 'src/cli/exporter/main.ts' },
    outdir: 'dist',
    external: ['koffi'],
  },
  mcp: {
    ...node,
    entryPoints: { mcp: 'src/cli/mcp/main.ts' },
    outdir: 'dist',
    external: ['koffi'],
  },
  // In a browser a script can load no other file of the extension, so this one has everything but the worker.
  web: {
    ...browser,
    format: 'cjs',
    entryPoints: { extension: 'src/extension/browser/extension.ts' },
    outdir: 'dist/web',
    external: ['vscode'],
    supported: { 'dynamic-import': false },
  },
  webServer: {
    ...browser,
    format: 'iife',
    entryPoints: { server: 'src/web/main.ts' },
    outdir: 'dist/web',
  },
  webview: {
    ...browser,
    format: 'iife',
    target: 'chrome132',
    entryPoints: [
      { in: 'src/webview/main.ts', out: 'report' },
      { in: 'src/webview/report.css', out: 'report' },
    ],
    outdir: 'dist/webview',
    plugins: [codicons],
  },
};

/** Those of src/core/parse/syntaxTrees.ts. Brotli leaves a sixteenth; its best quality takes 20 seconds for 8 % less. */
const packing = {
  params: {
    [constants.BROTLI_PARAM_QUALITY]: 9,
    // What unpacks holds a window of this size, and the C library keeps it: 10 MB less for 3 % more.
    [constants.BROTLI_PARAM_LGWIN]: 18,
  },
};

async function packGrammars() {
  const { grammarNames } = await import('./src/core/parse/syntaxTrees.ts');
  const out = join(root, 'dist/grammars');
  await mkdir(out, { recursive: true });
  for (const file of ['tree-sitter.wasm', ...grammarNames.map((name) => `tree-sitter-${name}.wasm`)]) {
    const bytes = await readFile(join(root, 'node_modules/@vscode/tree-sitter-wasm/wasm', file));
    await writeFile(join(out, `${file}.br`), brotliCompressSync(bytes, packing));
  }
}

const unknown = [...names].filter((name) => !(name in bundles));
if (unknown.length > 0) throw new Error(`No such bundle: ${unknown.join(', ')}`);
const chosen = Object.entries(bundles).filter(([name]) => names.size === 0 || names.has(name));

if (names.size === 0) await rm(join(root, 'dist'), { recursive: true, force: true });
await mkdir(join(root, 'build/meta'), { recursive: true });
if (chosen.some(([name]) => name === 'server' || name === 'cli')) await packGrammars();

if (flags.has('--watch')) {
  for (const [, options] of chosen) await (await context(options)).watch();
} else {
  await Promise.all(
    chosen.map(async ([name, options]) => {
      const { metafile } = await build(options);
      await writeFile(join(root, 'build/meta', `${name}.json`), JSON.stringify(metafile));
    }),
  ).catch(() => {
    process.exitCode = 1; // esbuild has printed what was wrong and where
  });
}
