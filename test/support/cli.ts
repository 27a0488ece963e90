import { join } from 'node:path';
import type { Report } from '../../src/core/report/report.ts';
import type { Namespace } from './namespace.ts';
import { nodePath, repository } from './paths.ts';
import type { RunOptions } from './run.ts';

export const cliPath = join(repository, 'dist/cli.js');

export interface Inspected {
  readonly status: number | null;
  readonly report: Report;
}

export interface InspectInOptions extends RunOptions {
  /** Another copy of the command line. */
  readonly cli?: string;
}

/** Runs the built command line in a namespace and reads its JSON. */
export async function inspectIn(
  namespace: Namespace,
  args: readonly string[] = [],
  options: InspectInOptions = {},
): Promise<Inspected> {
  const { status, stdout, stderr } = await namespace.run(
    nodePath,
    [options.cli ?? cliPath, 'inspect', '--json', ...args],
    options,
  );
  if (stdout === '') throw new Error(`no report: ${stderr}`);
  return { status, report: JSON.parse(stdout) as Report };
}
