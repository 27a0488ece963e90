import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { failure, writeResults } from '../../scripts/lib/results.ts';
import { record } from '../support/record.ts';

/**
 * Called by VS Code inside the extension host, embedded or desktop. The window cannot tell the outside how it went:
 * that goes to the file that $SOCKET_DIAGNOSTICS_RESULTS names.
 */
export async function run(): Promise<void> {
  const resultsPath = process.env['SOCKET_DIAGNOSTICS_RESULTS'] ?? '';
  try {
    // mocha is an ES module; this bundle is not.
    const { default: Mocha } = await import('mocha');
    const mocha = new Mocha({ ui: 'bdd', forbidOnly: true, timeout: 30_000 });
    for (const file of readdirSync(__dirname).filter((name) => name.endsWith('.test.cjs')))
      mocha.addFile(join(__dirname, file));
    await mocha.loadFilesAsync();
    const results = await new Promise<ReturnType<typeof record>>((resolve) => {
      const runner = mocha.run(() => {
        resolve(recorded);
      });
      const recorded = record(runner);
    });
    await writeResults(resultsPath, results());
    if (results().failed.length > 0) throw new Error(`${results().failed.length} tests failed`);
  } catch (error) {
    if (!(error instanceof Error && /tests failed$/.test(error.message)))
      await writeResults(resultsPath, failure('loading the suite', error));
    throw error;
  }
}
