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
  /** Words before the command: as another user. */
  readonly way?: readonly string[];
}

/** Runs the built command line in a namespace and reads its JSON. */
export async function inspectIn(
  namespace: Namespace,
  args: readonly string[] = [],
  options: InspectInOptions = {},
): Promise<Inspected> {
  const [command = nodePath, ...words] = [
    ...(options.way ?? []),
    nodePath,
    options.cli ?? cliPath,
    'inspect',
    '--json',
    ...args,
  ];
  const { status, stdout, stderr } = await namespace.run(command, words, options);
  if (stdout === '') throw new Error(`no report: ${stderr}`);
  const report = JSON.parse(stdout) as Report;
  assertNoContradiction(report);
  return { status, report };
}

/** No report may offer two values for one parameter. */
function assertNoContradiction({ findings }: Report): void {
  const wanted = new Map<string, string>();
  for (const { rule, actions } of findings)
    for (const action of actions) {
      if (action.kind !== 'copyCommand' || action.purpose !== 'set') continue;
      for (const [, key = '', value = ''] of action.command.matchAll(
        /([a-z]+\.[\w.]+)=([^'\s]*(?: \d+)*)/g,
      )) {
        const other = wanted.get(key);
        if (other !== undefined && other !== value)
          throw new Error(`${rule} offers ${key}=${value}, and another finding ${other}`);
        wanted.set(key, value);
      }
    }
}
