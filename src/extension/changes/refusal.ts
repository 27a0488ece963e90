import { commands, env, window } from 'vscode';
import { plainLabel } from '../../core/model/plainText.ts';
import type { Refused } from '../../core/protocol/closeSockets.ts';
import { settingIds } from '../ids.ts';
import type { CommandTerminal } from './changeTerminal.ts';

/** Says why nothing was changed, and offers the command for a user with permission. The command is never run. */
export async function showRefusal({ problem, command }: Refused, terminal: CommandTerminal): Promise<void> {
  const { code, message, nextStep } = problem;
  const copy = 'Copy Command';
  const type = 'Insert in Terminal';
  const text = plainLabel(`${message} ${nextStep} (${code})`);
  const chosen = await window.showErrorMessage(text, ...(command === undefined ? [] : [copy, type]));
  if (command === undefined || chosen === undefined) return;
  if (chosen === copy) await env.clipboard.writeText(command);
  else terminal.type(command, false);
}

/** Tells the user that changes are not allowed, and how to allow them. */
export async function showSwitchedOff(): Promise<void> {
  const open = 'Open Setting';
  const chosen = await window.showErrorMessage(
    `Changes to the host are turned off. To close sockets and set kernel parameters, turn on “${settingIds.allowHostChanges}” in a workspace that you trust.`,
    open,
  );
  if (chosen === open)
    await commands.executeCommand('workbench.action.openSettings', `@id:${settingIds.allowHostChanges}`);
}
