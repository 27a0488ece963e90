import { failure, type Failure } from '../core/model/outcome.ts';
import { plainLine } from '../core/model/plainText.ts';

export function missingFile(path: string): Failure {
  return failure(
    'unavailable',
    'not-found',
    `${path} does not exist on this host.`,
    `Check with: ls ${path}.`,
  );
}

export function deniedFile(path: string): Failure {
  return failure(
    'denied',
    'denied',
    `You do not have permission to read ${path}.`,
    'Run as root, or request permission.',
  );
}

export function unreadableFile(path: string, reason: string): Failure {
  return failure(
    'failed',
    'failed',
    `${path} could not be read: ${plainLine(reason.trim())}.`,
    `Try: cat ${path}.`,
  );
}
