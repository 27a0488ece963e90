import { gates } from '../gates/all.ts';
import { type Failure, writeResults } from '../lib/results.ts';
import { duration } from '../lib/progress.ts';
import { inRepository } from '../lib/paths.ts';
import type { Suite } from './suite.ts';

/** All checks that read the checkout instead of running the product. */
export const gateSuite: Suite = {
  name: 'gates',
  needsBuild: false, // two of the checks look at it, and say so themselves when it is not there
  run: async () => {
    const passed: string[] = [];
    const failed: Failure[] = [];
    const queue = [...gates];
    const worker = async (): Promise<void> => {
      for (let gate = queue.shift(); gate !== undefined; gate = queue.shift()) {
        const start = performance.now();
        const problems = await gate.check().catch((error: unknown) => [String(error)]);
        const took = duration(performance.now() - start);
        if (problems.length === 0) passed.push(gate.name);
        else failed.push({ title: gate.name, message: problems.join('\n') });
        console.log(`  ${problems.length === 0 ? '✔' : '✘'} ${gate.name} (${took})`);
        for (const problem of problems) console.log(problem.replaceAll(/^/gm, '      '));
      }
    };
    await Promise.all([worker(), worker()]); // two cores
    const results = { passed, failed, skipped: [] };
    await writeResults(inRepository('build/results/gates.json'), results);
    return results;
  },
};
