import { platform } from 'node:process';
import { window } from 'vscode';
import { sshNameOf } from '../hosts/hostEntry.ts';
import { sshCommand } from '../hosts/sshCommand.ts';
import type { Inspections } from '../inspection/inspections.ts';
import type { Settings } from '../settings.ts';
import { namedHost } from './namedHost.ts';

/**
 * "Open a Terminal" for a host over ssh, the current one where none is named: types the user's own ssh and leaves it to them to run it, to compare a
 * fingerprint or to log in.
 */
export function openHostTerminalCommand(
  settings: Settings,
  inspections: Inspections,
): (argument: unknown) => void {
  return (argument) => {
    const name = sshNameOf(namedHost(argument) ?? inspections.current.host);
    const line = name === undefined ? undefined : sshCommand(name, settings.ssh, platform);
    if (line === undefined) return;
    const terminal = window.createTerminal(`ssh ${name ?? ''}`);
    terminal.show();
    terminal.sendText(line, false);
  };
}
