import { window, type Terminal } from 'vscode';
import { isVisible } from '../../core/model/plainText.ts';

/** The terminal for changes; tests replace it. */
export interface CommandTerminal {
  /** Types a line. It is run if the user has chosen so; otherwise it waits for Enter. */
  type(line: string, isRun: boolean): void;
}

/** The terminal in which commands that change a host are visible, with their output and the password prompt of sudo. */
export class ChangeTerminal implements CommandTerminal {
  #terminal: Terminal | undefined;

  type(line: string, isRun: boolean): void {
    if (!isVisible(line)) return;
    const terminal = this.#usable() ?? window.createTerminal({ name: 'Socket Diagnostics' });
    terminal.show();
    terminal.sendText(line, isRun);
    // A line that still waits for Enter must not become the start of the next one.
    this.#terminal = isRun ? terminal : undefined;
  }

  #usable(): Terminal | undefined {
    return this.#terminal?.exitStatus === undefined ? this.#terminal : undefined;
  }
}
