import { env, l10n, window } from 'vscode';

/** Copies a command line that a code action made, for a terminal in which the user may be root. */
export async function copyShellCommand(command: unknown): Promise<void> {
  if (typeof command !== 'string') return;
  await env.clipboard.writeText(command);
  window.setStatusBarMessage(l10n.t('Copied: {0}', command), 5000);
}
