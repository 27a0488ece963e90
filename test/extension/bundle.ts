import { readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { repository } from '../support/paths.ts';

/** What VS Code loads as the suite. */
export const suiteFolder = join(repository, 'build/extension-suite');

/** VS Code requires the suite: one CommonJS file for `run()` and one for each file of tests, or each of those named. */
export async function bundleSuite(named: readonly string[] = []): Promise<void> {
  await rm(suiteFolder, { recursive: true, force: true });
  const here = join(repository, 'test/extension');
  const all = readdirSync(here, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.test.ts'),
  );
  const tests = named.length === 0 ? all : named;
  await build({
    absWorkingDir: repository,
    entryPoints: ['index.ts', ...tests].map((name) => ({
      in: join(here, name),
      out: name.replace(/\.ts$/, '').replaceAll('/', '-'),
    })),
    outdir: suiteFolder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'error',
    // paths.ts takes the checkout from the environment there.
    logOverride: { 'empty-import-meta': 'silent' },
  });
}

/** What the suite needs to know; see test/support/paths.ts. */
export function suiteEnvironment(resultsPath: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    SOCKET_DIAGNOSTICS_RESULTS: resultsPath,
    SOCKET_DIAGNOSTICS_ROOT: repository,
    SOCKET_DIAGNOSTICS_NODE: process.execPath,
  };
}
