import { commands, type Command } from 'vscode';
import type { CommandName, CommandTypes } from './commandTypes.ts';
import { commandIds, contextKeys, viewIds } from './ids.ts';

type ParametersOf<Name extends CommandName> = Parameters<CommandTypes[Name]>;
type ResultOf<Name extends CommandName> = Awaited<ReturnType<CommandTypes[Name]>>;

/** Calls one of our own commands. A lint rule forbids every other way to call them. */
export async function runCommand<Name extends CommandName>(
  name: Name,
  ...values: ParametersOf<Name>
): Promise<ResultOf<Name>> {
  return await commands.executeCommand<ResultOf<Name>>(commandIds[name], ...values);
}

/** One of our own commands for VS Code to call: of a row, or of an item of the status bar. */
export function commandLink<Name extends CommandName>(
  name: Name,
  title: string,
  ...values: ParametersOf<Name>
): Command {
  return { command: commandIds[name], title, arguments: values };
}

/** Tells VS Code what `when` clauses of package.json ask for. */
export function setContext(key: keyof typeof contextKeys, value: string | boolean): void {
  void commands.executeCommand('setContext', contextKeys[key], value);
}

/** Shows one of our own views and puts the keyboard focus there. */
export async function focusView(name: keyof typeof viewIds): Promise<void> {
  await commands.executeCommand(`${viewIds[name]}.focus`);
}
