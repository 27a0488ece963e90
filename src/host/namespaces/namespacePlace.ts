import { statSync } from 'node:fs';
import { failure, type Failure } from '../../core/model/outcome.ts';
import { plainLine } from '../../core/model/plainText.ts';
import type { ShellEnding } from '../shell/shellProcess.ts';
import type { ShellPlace } from '../shell/shellSession.ts';

/** Failures after which `/proc/<pid>/net` is used instead. */
export const notEntered: ReadonlySet<string> = new Set(['netns-denied', 'netns-no-nsenter']);

/** A shell on this machine in another network namespace, displayed as `name`. Everything else (files, processes, tools) is that of this machine. */
export function namespacePlace(name: string, path: string): ShellPlace {
  return {
    name,
    identity: () => inodeOf(path),
    command: { program: 'nsenter', args: [`--net=${path}`, '--', 'sh'] },
    explain: (ending) => why(name, ending),
  };
}

/** A shell keeps a namespace alive that has lost its name, and another one may have it by now. */
function inodeOf(path: string): string | undefined {
  try {
    return String(statSync(path).ino);
  } catch {
    return undefined;
  }
}

function why(name: string, { status, errorText, startError }: ShellEnding): Failure {
  const said = plainLine(errorText.trim().slice(0, 300));
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
      `You do not have permission to enter the ${name}.`,
      'Run as root to read its kernel parameters and to use ss in it.',
    );
  }
  // Its name is a plain file after `ip netns delete` has unmounted it, and before it is removed.
  if (/no such file|invalid argument/i.test(said)) return gone(name);
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
    `The ${name} does not exist, or no longer exists.`,
    'List the network namespaces: lsns -t net, ip netns list.',
  );
}
