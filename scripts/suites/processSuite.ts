import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import { endGroup, startGroup } from '../lib/children.ts';
import { inRepository, repository } from '../lib/paths.ts';
import { patience } from '../lib/patience.ts';
import { failure, joinResults, readResults, type Results, writeResults } from '../lib/results.ts';
import { namespaceRights } from './requirements.ts';
import { judgeSecond, worthSecond } from './secondAttempt.ts';
import type { Suite } from './suite.ts';

interface ProcessSuite {
  readonly name: string;
  readonly needsBuild: boolean;
  /** A script, and its arguments after the path of the results. */
  readonly script: string;
  readonly args?: readonly string[];
  readonly limitMs: number;
  /** Beside that of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** How many processes share the test files, each with results of its own; one unless given. */
  readonly processes?: number;
  /** Files that take longest, so that they begin first and nobody waits for the last one alone. */
  readonly longest?: readonly string[];
  /** Whether files that fail are run once more when the others are done. They must be mocha's, after a limit in `args`. */
  readonly secondAttempt?: true;
  /** For a suite that makes network namespaces: why it cannot do so on this machine, or null. */
  readonly unavailable?: () => string | null | Promise<string | null>;
  readonly onDemand?: true;
  /** What must be fetched before: in a user namespace there is no network. */
  readonly prepare?: () => Promise<void>;
}

/** A suite that is a process of its own, shows its progress on the terminal and writes its results to a file. */
export function processSuite(suite: ProcessSuite): Suite {
  const { name, needsBuild, unavailable = () => null } = suite;
  return {
    name,
    needsBuild,
    ...(suite.onDemand && { onDemand: suite.onDemand }),
    run: async () => {
      const reason = await unavailable();
      if (reason !== null) return { passed: [], failed: [], skipped: [{ title: 'the whole suite', reason }] };
      await suite.prepare?.();
      const { processes = 1 } = suite;
      const results = await (processes > 1 ? runShared(suite, processes) : runProcess(suite));
      return suite.secondAttempt ? runAgain(suite, results) : results;
    },
  };
}

async function runAgain(suite: ProcessSuite, first: Results): Promise<Results> {
  const files = worthSecond(first);
  if (files.length === 0) return first;
  console.log(`\n── ${suite.name}: what failed, once more and alone ──`);
  const [limit = '', ...places] = suite.args ?? [];
  if (places.length === 0) throw new Error(`${suite.name} names no test files`);
  const second = await runProcess({ ...suite, name: `${suite.name}-again`, args: [limit, ...files] });
  const judged = judgeSecond(first, second);
  await writeResults(inRepository('build/results', `${suite.name}.json`), judged);
  return judged;
}

/** Those that share the files claim each one by a folder that they make (test/support/mochaProcess.ts). */
async function runShared(suite: ProcessSuite, processes: number): Promise<Results> {
  const { name } = suite;
  const claims = inRepository('build/claims', name);
  await rm(claims, { recursive: true, force: true });
  await mkdir(claims, { recursive: true });
  const env = { MOCHA_CLAIMS: claims, MOCHA_FIRST: (suite.longest ?? []).join(' ') };
  const parts = Array.from({ length: processes }, (_, index) =>
    runProcess({ ...suite, name: `${name}-${String(index + 1)}` }, env),
  );
  const results = joinResults(await Promise.all(parts));
  await writeResults(inRepository('build/results', `${name}.json`), results);
  return results;
}

async function runProcess(
  { name, script, args = [], limitMs, env = {}, unavailable: needsNamespaces }: ProcessSuite,
  more: Readonly<Record<string, string>> = {},
): Promise<Results> {
  const resultsPath = inRepository('build/results', `${name}.json`);
  await rm(resultsPath, { force: true });
  const rights = needsNamespaces ? namespaceRights : [];
  const [command = '', ...rest] = [...rights, process.execPath, inRepository(script), resultsPath, ...args];
  const child = startGroup(command, rest, {
    cwd: repository,
    env: { ...process.env, ...env, ...more },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const timer = setTimeout(() => void endGroup(child), limitMs * patience);
  const [status, signal] = (await once(child, 'exit')) as [number | null, string | null];
  clearTimeout(timer);
  await endGroup(child);
  const results = await readResults(resultsPath).catch(() =>
    failure('the whole suite', `it ended with ${String(signal ?? status)} and left no results`),
  );
  const lied = status !== 0 && results.failed.length === 0;
  return lied
    ? {
        ...results,
        failed: [{ title: 'the whole suite', message: `it ended with ${String(signal ?? status)}` }],
      }
    : results;
}
