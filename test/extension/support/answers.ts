import { window } from 'vscode';

/** A question or message that was shown. */
export interface Asked {
  readonly text: string;
  readonly detail: string;
  readonly isModal: boolean;
  readonly buttons: readonly string[];
}

type Show = (text: string, ...rest: unknown[]) => Promise<unknown>;
const names = ['showWarningMessage', 'showErrorMessage', 'showInformationMessage'] as const;

type Button = string | { readonly title: string };

function isButton(item: unknown): item is Button {
  return typeof item === 'string' || (typeof item === 'object' && item !== null && 'title' in item);
}

function titleOf(button: Button): string {
  return typeof button === 'string' ? button : button.title;
}

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
      const options =
        typeof first === 'object' && !isButton(first) ? (first as { modal?: boolean; detail?: string }) : {};
      const buttons = rest.filter(isButton);
      const titles = buttons.map(titleOf);
      this.asked.push({
        text,
        detail: options.detail ?? '',
        isModal: options.modal === true,
        buttons: titles,
      });
      return Promise.resolve(buttons.find((button) => press.includes(titleOf(button))));
    };
    for (const name of names) Object.assign(window, { [name]: show });
  }

  [Symbol.dispose](): void {
    for (const [index, name] of names.entries()) Object.assign(window, { [name]: this.#real[index] });
  }
}
