import { build } from 'esbuild';
import { inRepository } from '../../../scripts/lib/paths.ts';

/** Bundles a file of this folder as an extension host loads it, to an absolute path. */
export async function bundleForHost(name: string, outfile: string): Promise<void> {
  await build({
    entryPoints: [inRepository('test/bench/extension', name)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    logLevel: 'error',
  });
}
