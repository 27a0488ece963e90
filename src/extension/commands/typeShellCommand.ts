import { window } from 'vscode';

/** Puts a command line into the terminal and leaves it to the user to run it. */
export function typeShellCommand(command: unknown): void {
  if (typeof command !== 'string' || /\p{Cc}/u.test(command)) return;
  const terminal = window.activeTerminal ?? window.createTerminal();
  terminal.show();
  terminal.sendText(command, false);
}
