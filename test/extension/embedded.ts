// Runs the suite in the extension host of the embedded VS Code:  node embedded.ts RESULTS.json
// Server and browser run in a network namespace of their own: the extension sees what the tests make there.
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { endOnSignals } from '../../scripts/lib/children.ts';
import { failure, readResults, writeResults } from '../../scripts/lib/results.ts';
import { copySample } from '../../scripts/lib/sample.ts';
import { installWorkbench } from '../../scripts/workbench/install.ts';
import { startServer } from '../../scripts/workbench/server.ts';
import { calmSettings, writeUserSettings } from '../../scripts/workbench/settings.ts';
import { startBrowser } from '../support/browser.ts';
import { makeDataFolder, removeDataFolder } from '../support/dataFolder.ts';
import { Namespace } from '../support/namespace.ts';
import { repository } from '../support/paths.ts';
import { workbenchPort } from '../support/workbench.ts';
import { bundleSuite, suiteEnvironment, suiteFolder } from './bundle.ts';

const [resultsPath = ''] = process.argv.slice(2);
const limitMs = 5 * 60_000;

async function runSuite(): Promise<void> {
  await rm(resultsPath, { force: true });
  await installWorkbench();
  await bundleSuite();
  await using namespace = await Namespace.create();
  const dataFolder = await makeDataFolder();
  await writeUserSettings(dataFolder, calmSettings);
  const folder = await copySample(dataFolder);
  const server = await startServer({
    dataFolder,
    port: workbenchPort,
    enter: namespace.enter,
    smokeTestDriver: true,
    env: suiteEnvironment(resultsPath),
  });
  const browser = await startBrowser(namespace);
  try {
    const page = await browser.newPage();
    page.on('console', (message) => {
      // The extension host's own output (mocha's report) is mirrored into the page's console.
      if (/\[Extension Host\]/.test(message.text())) console.log(message.text());
    });
    await page.goto(server.address(folder) + payload(workbenchPort));
    const deadline = Date.now() + limitMs;
    while (!existsSync(resultsPath)) {
      if (Date.now() > deadline) throw new Error('the suite did not end in time');
      await sleep(200);
    }
  } finally {
    await browser.close();
    await server.stop();
    await removeDataFolder(dataFolder);
  }
}

/** What a development window is told; the server obeys because of its smoke test driver. */
function payload(port: number): string {
  const remote = `vscode-remote://127.0.0.1:${String(port)}`;
  const told = [
    ['extensionDevelopmentPath', remote + repository],
    ['extensionTestsPath', `${remote}${suiteFolder}/index.cjs`],
  ];
  return `&payload=${encodeURIComponent(JSON.stringify(told))}`;
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
