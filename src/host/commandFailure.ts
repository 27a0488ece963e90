import type { Source } from '../core/collect/host.ts';
import { failure, type Failure } from '../core/model/outcome.ts';
import { plainLine } from '../core/model/plainText.ts';

type Command = Pick<Extract<Source, { kind: 'command' }>, 'program' | 'args'>;

const maxErrorText = 400;

/** A command that exited with a non-zero status or, without a status, was killed by a signal. */
export function commandExited({ program, args }: Command, code: number | null, errorText: string): Failure {
  const said = plainLine(errorText.slice(0, maxErrorText).trim());
  const how = code === null ? 'was killed' : `exited with status ${String(code)}`;
  return failure(
    'failed',
    'command-failed',
    `${program} ${how}${said === '' ? '' : `: ${said}`}.`,
    `Try it in a terminal: ${[program, ...args].join(' ')}.`,
  );
}

export function commandMissing(program: string): Failure {
  return failure(
    'unavailable',
    'not-found',
    `${program} is not installed on this host.`,
    howToInstall(program),
  );
}

export function howToInstall(program: string): string {
  return program === 'ss' ? 'Install the package iproute2 or iproute.' : `Install ${program}.`;
}
