import { failure, type Failure } from '../core/model/outcome.ts';
import { printable } from '../core/parse/lineProblems.ts';

export function missingFile(path: string): Failure {
  return failure('unavailable', 'not-found', `${path} does not exist here.`, `Check with: ls ${path}.`);
}

export function deniedFile(path: string): Failure {
  return failure(
    'denied',
    'denied',
    `${path} may not be read by this user.`,
    'Run as root, or ask for the permission.',
  );
}

export function unreadableFile(path: string, reason: string): Failure {
  return failure(
    'failed',
    'failed',
    `${path} could not be read: ${printable(reason.trim())}.`,
    `Try: cat ${path}.`,
  );
}
