import { failure, type Failure } from '../../core/model/outcome.ts';
import { printable } from '../../core/parse/lineProblems.ts';
import type { ShellEnding } from '../shell/shellProcess.ts';
import type { ShellPlace } from '../shell/shellSession.ts';

/** Failures after which what `/proc/<pid>/net` shows is better than nothing. */
export const notEntered: ReadonlySet<string> = new Set(['netns-denied', 'netns-no-nsenter']);

/** A shell of this machine in another network namespace, which `name` calls so: all else (files, processes, tools) is as it is here. */
export function namespacePlace(name: string, path: string): ShellPlace {
  return {
    name,
    command: { program: 'nsenter', args: [`--net=${path}`, '--', 'sh'] },
    explain: (ending) => why(name, ending),
  };
}

function why(name: string, { status, errorText, startError }: ShellEnding): Failure {
  const said = printable(errorText.trim().slice(0, 300));
  if (status === undefined) {
    return failure(
      'unavailable',
      'netns-no-nsenter',
      `The ${name} cannot be entered: nsenter could not be started (${startError ?? '?'}).`,
      'Install util-linux.',
    );
  }
  if (/not permitted|permission denied/i.test(said)) {
    return failure(
      'denied',
      'netns-denied',
      `This user may not enter the ${name}.`,
      'Run as root to read its kernel parameters and to use ss in it.',
    );
  }
  if (/no such file/i.test(said)) return gone(name);
  return failure(
    'failed',
    'netns-failed',
    `The shell in the ${name} ended${said === '' ? '' : `: ${said}`}.`,
    'Inspect again.',
  );
}

export function gone(name: string): Failure {
  return failure(
    'unavailable',
    'netns-gone',
    `There is no ${name} any more, or there never was.`,
    'List what is there: lsns -t net, ip netns list.',
  );
}
