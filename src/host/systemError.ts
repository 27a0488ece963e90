import type { Failure } from '../core/model/outcome.ts';
import { deniedFile, missingFile, unreadableFile } from './fileFailures.ts';

/** The code of a failed system call, for example `ENOENT`; undefined for every other error. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** The outcome of a failed system call on a file. */
export function fileFailure(error: unknown, path: string): Failure {
  switch (errorCode(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return missingFile(path);
    case 'EACCES':
    case 'EPERM':
      return deniedFile(path);
    default:
      return unreadableFile(path, errorText(error));
  }
}

export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
