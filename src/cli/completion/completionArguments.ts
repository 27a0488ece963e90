import { type Shell, shells } from '../../core/commandLine/completion/shells.ts';
import type { CommandDescription } from '../../core/commandLine/description.ts';
import { helpOption } from '../commonOptions.ts';
import { type ParsedArguments, parseCommand } from '../parsedArguments.ts';

export const completionDescription = {
  name: 'completion',
  summary: 'prints the completion script for a shell',
  operands: shells.join('|'),
  operandValues: shells,
  about: [
    'Prints a script that completes the arguments of socket-diagnostics. In bash: source <(socket-diagnostics completion bash). In fish: socket-diagnostics completion fish | source. In zsh, write it to a file named _socket-diagnostics in a folder of fpath.',
  ],
  options: helpOption,
  exitStatuses: [
    [0, 'the script was printed'],
    [3, 'the arguments are wrong'],
  ],
} as const satisfies CommandDescription;

/** Never throws: an invalid argument is returned as a value that says what is wrong. */
export function parseCompletionArguments(args: readonly string[]): ParsedArguments<Shell> {
  return parseCommand(
    args,
    completionDescription,
    (_values, positionals) => {
      const shell = shells.find((one) => one === positionals[0]);
      if (shell === undefined || positionals.length > 1)
        throw new Error(`Specify one shell: ${shells.join(', ')}.`);
      return shell;
    },
    true,
  );
}
