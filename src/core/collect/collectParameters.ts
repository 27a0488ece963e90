import { inspectedParameters } from '../knowledge/parameters.ts';
import type { Cancellation } from '../model/cancellation.ts';
import {
  failure,
  valueOf,
  withProblems,
  type Failure,
  type Outcome,
  type Problem,
} from '../model/outcome.ts';
import type { Parameters, ParameterValue } from '../model/parameters.ts';
import { procSysPath } from '../model/procSysPath.ts';
import { readText, type Source, type SourceReader } from './host.ts';

const sourceOf = (key: string): Source => ({ kind: 'file', path: procSysPath(key) });

export const parameterSources: readonly Source[] = inspectedParameters.map(sourceOf);

/**
 * Reads the running values of the kernel parameters that matter for TIME_WAIT. A key that the kernel does not have is
 * absent from the result; a key that cannot be read is a problem that names it.
 */
export async function collectParameters(
  host: SourceReader,
  cancellation: Cancellation,
): Promise<Outcome<Parameters>> {
  const read = await Promise.all(
    inspectedParameters.map(async (key) => ({
      key,
      text: await readText(host, sourceOf(key), cancellation),
    })),
  );
  const parameters = new Map<string, ParameterValue>();
  const problems: Problem[] = [];
  for (const { key, text } of read) {
    const value = valueOf(text);
    if (value !== undefined) parameters.set(key, { value: value.trim(), origin: { kind: 'running' } });
    else if (isRefusal(text)) problems.push({ ...text.problem, subject: key });
  }
  if (parameters.size > 0) return withProblems(parameters, problems);
  const refused = read.map(({ text }) => text).find(isRefusal);
  const [first] = problems;
  return refused === undefined || first === undefined
    ? nothingThere()
    : { kind: refused.kind, problem: first };
}

/** Why a key that the kernel may have could not be read. */
function isRefusal(outcome: Outcome<string>): outcome is Failure {
  return outcome.kind === 'denied' || outcome.kind === 'failed';
}

function nothingThere(): Outcome<Parameters> {
  const nextStep = 'Check that /proc/sys is mounted and readable: ls /proc/sys/net/ipv4.';
  return failure(
    'unavailable',
    'no-parameters',
    '/proc/sys contains none of the kernel parameters.',
    nextStep,
  );
}
