import { failure, type Failure } from '../core/model/outcome.ts';

/** The code of a failed system call, for instance `ENOENT`; undefined for every other error. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** The outcome of a failed system call on a file. */
export function fileFailure(error: unknown, path: string): Failure {
  switch (errorCode(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return failure('unavailable', 'not-found', `${path} does not exist here.`, `Check with: ls ${path}.`);
    case 'EACCES':
    case 'EPERM':
      return failure(
        'denied',
        'denied',
        `${path} may not be read by this user.`,
        'Run as root, or ask for the permission.',
      );
    default: {
      const reason = error instanceof Error ? error.message : String(error);
      return failure('failed', 'failed', `${path} could not be read: ${reason}.`, `Try: cat ${path}.`);
    }
  }
}
