import type { WriteStream } from 'node:tty';
import type { Problem } from '../core/model/outcome.ts';
import { plainLine } from '../core/model/plainText.ts';

/** A line for each: what is wrong, and what helps. */
export function writeProblems(
  stderr: Pick<WriteStream, 'write'>,
  problems: readonly Pick<Problem, 'message' | 'nextStep'>[],
): void {
  for (const { message, nextStep } of problems)
    stderr.write(`${plainLine(message)} ${plainLine(nextStep)}\n`);
}
