import type { Source } from '../../core/collect/host.ts';
import type { Failure } from '../../core/model/outcome.ts';
import { commandExited, commandMissing } from '../commandFailure.ts';
import { deniedFile, missingFile, unreadableFile } from '../fileFailures.ts';

/** Why a source could not be read, from the status that the shell reported; undefined if it could. */
export function sourceFailure(source: Source, status: string, errorText: string): Failure | undefined {
  if (status === '0') return undefined;
  if (source.kind === 'command') {
    return status === 'missing'
      ? commandMissing(source.program)
      : commandExited(source, /^\d+$/.test(status) ? Number(status) : null, errorText);
  }
  const path = source.kind === 'file' ? source.path : 'sock_diag';
  switch (status) {
    case 'missing':
      return missingFile(path);
    case 'denied':
      return deniedFile(path);
    default:
      return /permission denied|not permitted/i.test(errorText)
        ? deniedFile(path)
        : unreadableFile(path, errorText);
  }
}
