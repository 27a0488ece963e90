import { commands, Disposable } from 'vscode';
import { commandIds } from './ids.ts';

export type CommandId = (typeof commandIds)[keyof typeof commandIds];
/** What a command does with what it is called with, which may be anything: everybody can call it. */
export type Command = (...values: unknown[]) => unknown;
export type Commands = Readonly<Record<CommandId, Command>>;

/** Some of the commands, by their names in `commandIds`. */
export type SomeCommands<Name extends keyof typeof commandIds> = Pick<Commands, (typeof commandIds)[Name]>;

/** Registers every command by its id; what they do is loaded with the first that is called. */
export function registerLazily(load: () => Promise<Commands>): Disposable {
  let loading: Promise<Commands> | undefined;
  const register = (id: CommandId): Disposable =>
    commands.registerCommand(id, async (...values: unknown[]) => {
      const loaded = await (loading ??= load());
      return await loaded[id](...values);
    });
  return Disposable.from(...Object.values(commandIds).map(register));
}
