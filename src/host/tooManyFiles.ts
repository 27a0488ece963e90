import { failure, type Failure } from '../core/model/outcome.ts';

/** Why a program was not started: no descriptor was free for its pipes (EMFILE, ENFILE). */
export function tooManyFiles(program: string): Failure {
  return failure(
    'failed',
    'too-many-files',
    `${program} could not be started, because too many files are open.`,
    'Close windows or programs, or raise the limit (ulimit -n), then try again.',
  );
}
