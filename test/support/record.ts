import type { Failure, Results, Skip } from '../../scripts/lib/results.ts';
import { skipReason } from './skipWhere.ts';

/** Notes what becomes of every test of a mocha run. Call the answer when the run has ended. */
export function record(runner: Mocha.Runner): () => Results {
  const passed: string[] = [];
  const failed: Failure[] = [];
  const skipped: Skip[] = [];
  runner.on('pass', (test) => passed.push(test.fullTitle()));
  runner.on('pending', (test) => skipped.push({ title: test.fullTitle(), reason: skipReason(test) }));
  runner.on('fail', (test, error: Error) =>
    failed.push({
      title: test.fullTitle(),
      message: error.stack ?? error.message,
      ...(test.file !== undefined && { file: test.file }),
    }),
  );
  return () => ({ passed, failed, skipped });
}
