// The extension suite in the desktop's VS Code:  npm run test:desktop -- [VERSION]
// It is downloaded by @vscode/test-electron; on a machine without a display run it under xvfb-run.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { buildBundles } from '../../scripts/lib/build.ts';
import { copySample } from '../../scripts/lib/sample.ts';
import { repository } from '../support/paths.ts';
import { bundleSuite, suiteEnvironment, suiteFolder } from './bundle.ts';

const [version = 'stable'] = process.argv.slice(2);
const resultsPath = join(repository, 'build/results/desktop.json');

await buildBundles();
await bundleSuite();
await mkdir(join(repository, '.workbench'), { recursive: true });
const folder = await copySample();
process.exitCode = await runTests({
  version,
  extensionDevelopmentPath: repository,
  extensionTestsPath: join(suiteFolder, 'index.cjs'),
  extensionTestsEnv: suiteEnvironment(resultsPath),
  launchArgs: [folder, '--disable-extensions', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
}).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return 1;
});
