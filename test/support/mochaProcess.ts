// Runs test files in a process of its own:  node mochaProcess.ts RESULTS.json TIMEOUT-MS FOLDER-OR-FILE...
// TEST_PATIENCE multiplies the limits, also those that tests set themselves; MOCHA_GREP chooses tests by title.
// Processes with the same folder in MOCHA_CLAIMS share the files: each runs those that it is the first to claim there, beginning
// with those in MOCHA_FIRST.
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { format } from 'node:util';
import fc from 'fast-check';
import Mocha from 'mocha';
import { endOnSignals } from '../../scripts/lib/children.ts';
import { patience } from '../../scripts/lib/patience.ts';
import { duration } from '../../scripts/lib/progress.ts';
import { failure, joinResults, type Results, writeResults } from '../../scripts/lib/results.ts';
import { record } from './record.ts';

// A commit passes or fails by what it is, not by luck. `npx mocha` tries other inputs each time.
fc.configureGlobal({ seed: 1 });

const [resultsPath = '', timeout = '5000', ...places] = process.argv.slice(2);
endOnSignals();

async function testFiles(place: string): Promise<readonly string[]> {
  if (place.endsWith('.test.ts')) return [place];
  const files = await readdir(place, { recursive: true });
  return files
    .filter((file) => file.endsWith('.test.ts'))
    .sort()
    .map((file) => join(place, file));
}

function longestFirst(files: readonly string[]): readonly string[] {
  const first = (process.env['MOCHA_FIRST'] ?? '').split(' ').filter((file) => file !== '');
  const gone = first.filter((file) => !files.includes(file));
  if (gone.length > 0) throw new Error(`There is no ${gone.join(', ')}, which the suite names as long.`);
  return [...first, ...files.filter((file) => !first.includes(file))];
}

/** Whether the file is for this process: making a folder succeeds once. */
async function claim(file: string): Promise<boolean> {
  const claims = process.env['MOCHA_CLAIMS'];
  if (claims === undefined) return true;
  try {
    await mkdir(join(claims, file.replaceAll('/', '+')));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function raiseLimits(suite: Mocha.Suite): void {
  const { tests, suites } = suite;
  // Hooks have no public list.
  const { _beforeAll, _beforeEach, _afterEach, _afterAll } = suite as unknown as Readonly<
    Record<string, Mocha.Hook[]>
  >;
  const hooks = [_beforeAll, _beforeEach, _afterEach, _afterAll].flatMap((some) => some ?? []);
  // Not of the suite itself: it hands its limit on to all that is in it.
  for (const each of [...hooks, ...tests]) each.timeout(each.timeout() * patience);
  for (const child of suites) raiseLimits(child);
}

async function runFile(file: string): Promise<Results> {
  const grep = process.env['MOCHA_GREP'] ?? '';
  const mocha = new Mocha({
    forbidOnly: true,
    timeout: Number(timeout),
    color: process.stdout.isTTY,
    ...(grep !== '' && { grep }),
  });
  mocha.addFile(file);
  await mocha.loadFilesAsync();
  raiseLimits(mocha.suite);
  const results = await new Promise<ReturnType<typeof record>>((resolve) => {
    const runner = mocha.run(() => {
      runner.dispose(); // else each file leaves its listeners on the process
      resolve(recorded);
    });
    const recorded = record(runner);
  });
  return results();
}

/** Shows what mocha says about a file in one piece, after a line that names the file: another process may write too. */
async function runAndShow(file: string): Promise<Results> {
  const lines: string[] = [];
  Mocha.reporters.Base.consoleLog = (...words: unknown[]) => void lines.push(format(...words));
  const start = performance.now();
  const results = await runFile(file).catch((error: unknown) => failure(`loading ${file}`, error));
  console.log(`\n${file} (${duration(performance.now() - start)})\n${lines.join('\n').trim()}`);
  return results;
}

/** A suite that leaves a timer, a socket or a process behind is not done. */
function endsByItself(): void {
  setTimeout(() => {
    console.error(`Still there after the last test: ${process.getActiveResourcesInfo().join(', ')}`);
    process.exit(1);
  }, 10_000).unref();
}

const results: Results[] = [];
try {
  const files = (await Promise.all(places.map(testFiles))).flat();
  if (files.length === 0) throw new Error(`no *.test.ts in ${places.join(', ')}`);
  for (const file of longestFirst(files)) if (await claim(file)) results.push(await runAndShow(file));
} catch (error) {
  console.error(error);
  results.push(failure('loading the suite', error));
}
const all = joinResults(results);
await writeResults(resultsPath, all);
process.exitCode = all.failed.length > 0 ? 1 : 0;
endsByItself();
