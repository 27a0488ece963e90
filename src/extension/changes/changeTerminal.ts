import { l10n, window, type Terminal } from 'vscode';
import { isVisible } from '../../core/model/plainText.ts';

/** What the terminal of changes can do; a test puts another one in its place. */
export interface CommandTerminal {
  /** Types a line. It is run where the user has chosen so, and else left to Enter. */
  type(line: string, isRun: boolean): void;
}

/** The terminal in which commands that change a host can be seen, with what they say and the password that sudo asks for. */
export class ChangeTerminal implements CommandTerminal {
  #terminal: Terminal | undefined;

  type(line: string, isRun: boolean): void {
    if (!isVisible(line)) return;
    const terminal = this.#usable() ?? window.createTerminal({ name: l10n.t('Socket Diagnostics') });
    terminal.show();
    terminal.sendText(line, isRun);
    // What waits for Enter must not become the beginning of the next line.
    this.#terminal = isRun ? terminal : undefined;
  }

  #usable(): Terminal | undefined {
    return this.#terminal?.exitStatus === undefined ? this.#terminal : undefined;
  }
}
