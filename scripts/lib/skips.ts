import { readFile } from 'node:fs/promises';
import { inRepository } from './paths.ts';
import type { Results, Skip } from './results.ts';

/**
 * On CI a test that did not run is a failure, unless test/allowedSkips.json names it (`suite: title`) with its
 * reason. Elsewhere a skip is only counted: not everybody is root.
 */
export async function skipsAsFailures(suite: string, results: Results): Promise<Results> {
  if (process.env['CI'] !== 'true') return results;
  const text = await readFile(inRepository('test/allowedSkips.json'), 'utf8');
  const allowed = JSON.parse(text) as Readonly<Record<string, string>>;
  const stranger = ({ title }: Skip): boolean => !(`${suite}: ${title}` in allowed);
  return {
    ...results,
    failed: [
      ...results.failed,
      ...results.skipped
        .filter(stranger)
        .map(({ title, reason }) => ({ title, message: `skipped, and not allowed to be: ${reason}` })),
    ],
    skipped: results.skipped.filter((skip) => !stranger(skip)),
  };
}
