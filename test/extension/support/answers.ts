import { window } from 'vscode';

/** What somebody was asked or told. */
export interface Asked {
  readonly text: string;
  readonly detail: string;
  readonly isModal: boolean;
  readonly buttons: readonly string[];
}

type Show = (text: string, ...rest: unknown[]) => Promise<string | undefined>;
const names = ['showWarningMessage', 'showErrorMessage', 'showInformationMessage'] as const;

/**
 * A user who presses the button that `press` names, where a message has it. In the place of VS Code's own messages until it
 * is disposed of: those cannot be pressed from inside the extension host.
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
