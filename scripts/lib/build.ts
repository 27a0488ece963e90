import { inRepository, repository } from './paths.ts';
import { runOk } from './run.ts';

/** Writes dist/. */
export async function buildBundles(): Promise<void> {
  await runOk(process.execPath, [inRepository('esbuild.mjs')], { cwd: repository });
}
