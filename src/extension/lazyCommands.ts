import { commands, Disposable } from 'vscode';
import type { CommandName } from './commandTypes.ts';
import { commandIds } from './ids.ts';

/** The commands as VS Code calls them: with whatever the caller has passed. */
export type UncheckedCommands = Readonly<Record<CommandName, (...values: readonly unknown[]) => unknown>>;

/** Registers every command by its id; the implementations are loaded with the first call. */
export function registerLazily(load: () => Promise<UncheckedCommands>): Disposable {
  const register = (name: CommandName): Disposable =>
    commands.registerCommand(commandIds[name], async (...values: unknown[]) =>
      (await load())[name](...values),
    );
  return Disposable.from(...commandNames.map(register));
}

const commandNames = Object.keys(commandIds) as readonly (keyof typeof commandIds)[];
