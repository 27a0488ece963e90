import type { Source } from '../core/collect/host.ts';
import { failure, type Failure } from '../core/model/outcome.ts';
import { printable } from '../core/parse/lineProblems.ts';

type Command = Pick<Extract<Source, { kind: 'command' }>, 'program' | 'args'>;

const maxErrorText = 400;

/** A command that ended with another status than 0, or, without a status, by a signal. */
export function commandExited({ program, args }: Command, code: number | null, errorText: string): Failure {
  const said = printable(errorText.slice(0, maxErrorText).trim());
  const how = code === null ? 'was killed' : `ended with status ${String(code)}`;
  return failure(
    'failed',
    'command-failed',
    `${program} ${how}${said === '' ? '' : `: ${said}`}.`,
    `Try it in a terminal: ${[program, ...args].join(' ')}.`,
  );
}

export function commandMissing(program: string): Failure {
  return failure('unavailable', 'not-found', `There is no ${program} on this host.`, howToInstall(program));
}

export function howToInstall(program: string): string {
  return program === 'ss' ? 'Install it: the package is iproute2 or iproute.' : `Install ${program}.`;
}
