// Runs the suite in the extension host of the embedded VS Code:  node embedded.ts RESULTS.json [FILE…]
// Server and browser run in a network namespace of their own: the extension sees what the tests make there.
import { join } from 'node:path';
import { endOnSignals } from '../../scripts/lib/children.ts';
import { patience } from '../../scripts/lib/patience.ts';
import { failure, readResults, writeResults } from '../../scripts/lib/results.ts';
import { ExtensionHosts } from '../support/extensionHosts.ts';
import { Namespace } from '../support/namespace.ts';
import { repository } from '../support/paths.ts';
import { bundleSuite, suiteEnvironment, suiteFolder } from './bundle.ts';

const [resultsPath = '', ...files] = process.argv.slice(2);
const limitMs = patience * 5 * 60_000;

async function runSuite(): Promise<void> {
  await bundleSuite(files);
  await using namespace = await Namespace.create();
  await using hosts = await ExtensionHosts.start({ namespace, env: suiteEnvironment(resultsPath) });
  await hosts.run({
    extension: repository,
    suite: join(suiteFolder, 'index.cjs'),
    resultsPath,
    limitMs,
  });
}

endOnSignals();
try {
  await runSuite();
  const { passed, failed } = await readResults(resultsPath);
  for (const title of passed) console.log(`  ✔ ${title}`);
  for (const { title, message } of failed) console.log(`  ✘ ${title}\n${message}`);
  process.exitCode = failed.length > 0 ? 1 : 0;
} catch (error) {
  console.error(error);
  await writeResults(resultsPath, failure('extension suite', error));
  process.exitCode = 1;
}
