import { env, window } from 'vscode';
import { plainLabel } from '../../core/model/plainText.ts';
import type { CommandTerminal } from '../changes/changeTerminal.ts';
import type { CommandTypes } from '../commandTypes.ts';

/** The commands that code actions call with a line for a shell. */
export function shellCommands(
  terminal: CommandTerminal,
): Pick<CommandTypes, 'copyShellCommand' | 'typeShellCommand'> {
  return {
    /** For a terminal in which the user may be root. */
    copyShellCommand: async (command) => {
      await env.clipboard.writeText(command);
      window.setStatusBarMessage(`Copied: ${plainLabel(command)}`, 5000);
    },
    /** Into a terminal of our own: in whichever is active, an editor may run. Left to the user to run. */
    typeShellCommand: (command) => {
      terminal.type(command, false);
    },
  };
}
