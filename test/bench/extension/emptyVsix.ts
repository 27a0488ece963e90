import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inRepository } from '../../../scripts/lib/paths.ts';
import { runOk } from '../../../scripts/lib/run.ts';
import { bundleForHost } from './bundleForHost.ts';

/** The title of its command in the palette. */
export const emptyWebviewCommand = 'Bench: Open Empty Webview';

const manifest = {
  name: 'empty-webview',
  publisher: 'socket-diagnostics-bench',
  version: '1.0.0',
  engines: { vscode: '^1.100.0' },
  main: './extension.cjs',
  contributes: {
    commands: [{ command: 'socketDiagnosticsBench.open', category: 'Bench', title: 'Open Empty Webview' }],
  },
};

/** Packs the extension of emptyWebview.ts; gives the path of its VSIX. */
export async function packEmptyWebview(): Promise<string> {
  const folder = inRepository('build/bench-empty-webview');
  const vsix = join(folder, 'empty.vsix');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await bundleForHost('emptyWebview.ts', join(folder, 'extension.cjs'));
  const options = ['--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', vsix];
  await runOk(inRepository('node_modules/.bin/vsce'), ['package', ...options], {
    cwd: folder,
    timeoutMs: 120_000,
  });
  return vsix;
}
