import { commands, env, l10n, window } from 'vscode';
import { plainLabel } from '../../core/model/plainText.ts';
import type { Refused } from '../../core/protocol/closeSockets.ts';
import { settingIds } from '../ids.ts';
import type { CommandTerminal } from './changeTerminal.ts';

/** Tells why nothing was changed, and hands over the command for somebody who may: never more than typed. */
export async function showRefusal({ problem, command }: Refused, terminal: CommandTerminal): Promise<void> {
  const { code, message, nextStep } = problem;
  const copy = l10n.t('Copy Command');
  const type = l10n.t('Put into Terminal');
  const text = plainLabel(`${message} ${nextStep} (${code})`);
  const chosen = await window.showErrorMessage(text, ...(command === undefined ? [] : [copy, type]));
  if (command === undefined || chosen === undefined) return;
  if (chosen === copy) await env.clipboard.writeText(command);
  else terminal.type(command, false);
}

/** The user has not allowed it: told with the way to do so. */
export async function showSwitchedOff(): Promise<void> {
  const open = l10n.t('Open Setting');
  const chosen = await window.showErrorMessage(
    l10n.t(
      'Changes to the host are turned off. Turn on “{0}” to close sockets and to set kernel parameters, in a workspace that you trust.',
      settingIds.allowHostChanges,
    ),
    open,
  );
  if (chosen === open)
    await commands.executeCommand('workbench.action.openSettings', `@id:${settingIds.allowHostChanges}`);
}
