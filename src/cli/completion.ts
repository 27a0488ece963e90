import { completionFor } from '../core/commandLine/completion/shells.ts';
import type { CommandIo } from './commandIo.ts';
import { completionDescription, parseCompletionArguments } from './completion/completionArguments.ts';
import { runParsed } from './parsedArguments.ts';
import { program } from './program.ts';

/** `completion SHELL`: prints a script that completes the arguments. */
export function completion(args: readonly string[], io: CommandIo): Promise<number> {
  return runParsed(parseCompletionArguments(args), completionDescription, io, (shell) => {
    io.stdout.write(completionFor[shell](program));
    return Promise.resolve(0);
  });
}
