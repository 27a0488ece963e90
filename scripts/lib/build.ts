import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { inRepository, repository, vsixPath } from './paths.ts';
import { runOk } from './run.ts';

/** Writes dist/. */
export async function buildBundles(): Promise<void> {
  await runOk(process.execPath, [inRepository('esbuild.mjs')], { cwd: repository });
}

/** Packs what is in dist/. Everything that runs is bundled there, so no node_modules go along. */
export async function packVsix(): Promise<void> {
  await mkdir(dirname(vsixPath), { recursive: true });
  const vsce = inRepository('node_modules/.bin/vsce');
  const args = ['package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
  await runOk(vsce, [...args, '--out', vsixPath], { cwd: repository, timeoutMs: 120_000 });
}
