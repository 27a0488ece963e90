import { window } from 'vscode';

/** A question or message that was shown. */
export interface Asked {
  readonly text: string;
  readonly detail: string;
  readonly isModal: boolean;
  readonly buttons: readonly string[];
}

type Show = (text: string, ...rest: unknown[]) => Promise<string | undefined>;
const names = ['showWarningMessage', 'showErrorMessage', 'showInformationMessage'] as const;

/**
 * A user who presses the button that `press` names, if a message has it. Replaces VS Code's messages until it is disposed:
 * their buttons cannot be pressed from inside the extension host.
 */
export class Answers implements Disposable {
  readonly asked: Asked[] = [];
  readonly #real = names.map((name) => window[name]);

  constructor(press: readonly string[] = []) {
    const show: Show = (text, ...rest) => {
      const [first] = rest;
      const options = typeof first === 'object' ? (first as { modal?: boolean; detail?: string }) : {};
      const buttons = rest.filter((item) => typeof item === 'string');
      this.asked.push({ text, detail: options.detail ?? '', isModal: options.modal === true, buttons });
      return Promise.resolve(buttons.find((button) => press.includes(button)));
    };
    for (const name of names) Object.assign(window, { [name]: show });
  }

  [Symbol.dispose](): void {
    for (const [index, name] of names.entries()) Object.assign(window, { [name]: this.#real[index] });
  }
}
