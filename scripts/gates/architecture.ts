import { run } from '../lib/run.ts';
import { inRepository, repository } from '../lib/paths.ts';
import type { Gate } from './gate.ts';

export interface Violation {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

interface Cruised {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly {
      readonly from: string;
      readonly to: string;
      readonly rule: { readonly name: string };
    }[];
  };
}

/**
 * Checks the imports below `folder` against .dependency-cruiser.cjs. Throws when no module was seen: the tool
 * itself reports success then (as it does for TypeScript versions that it does not know).
 */
export async function cruise(folder: string, parts: readonly string[]): Promise<readonly Violation[]> {
  const config = inRepository('.dependency-cruiser.cjs');
  const bin = inRepository('node_modules/.bin/depcruise');
  const { stdout, stderr } = await run(bin, [...parts, '--config', config, '--output-type', 'json'], {
    cwd: folder,
  });
  if (stdout.trim() === '') throw new Error(`dependency-cruiser said nothing: ${stderr.trim()}`);
  const { summary } = JSON.parse(stdout) as Cruised;
  if (summary.totalCruised === 0) throw new Error('dependency-cruiser saw no module');
  return summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
}

export const architecture: Gate = {
  name: 'architecture (dependency-cruiser)',
  check: async () =>
    (await cruise(repository, ['src', 'test', 'scripts'])).map(
      ({ rule, from, to }) => `${rule}: ${from} imports ${to}`,
    ),
};
