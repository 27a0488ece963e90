import { ThemeIcon, window, type QuickPickItem } from 'vscode';

/** One of several choices, one of which is active. */
export interface Choice<Value> {
  readonly value: Value;
  readonly label: string;
  readonly explanation: string;
}

type Item<Value> = QuickPickItem & { readonly value: Value };

/** Asks for one, with a check mark at the active one; undefined if none was chosen. */
export async function choose<Value>(
  title: string,
  choices: readonly Choice<Value>[],
  current: Value,
): Promise<Value | undefined> {
  const pick = window.createQuickPick<Item<Value>>();
  pick.title = title;
  pick.matchOnDescription = true;
  pick.items = choices.map(({ value, label, explanation }) => ({
    value,
    label,
    description: explanation,
    iconPath: new ThemeIcon(value === current ? 'check' : 'blank'),
  }));
  pick.activeItems = pick.items.filter(({ value }) => value === current);
  try {
    return await new Promise((resolve) => {
      pick.onDidAccept(() => {
        resolve(pick.activeItems[0]?.value);
      });
      pick.onDidHide(() => {
        resolve(undefined);
      });
      pick.show();
    });
  } finally {
    pick.dispose();
  }
}
