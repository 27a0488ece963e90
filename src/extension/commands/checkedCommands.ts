import { faultText, type Schema } from '../../core/protocol/schema.ts';
import type { CommandName, CommandTypes } from '../commandTypes.ts';
import { wrongArgument } from '../errors.ts';
import { commandIds } from '../ids.ts';
import type { UncheckedCommands } from '../lazyCommands.ts';
import { commandArguments } from './commandArguments.ts';

type Values = readonly unknown[];

/**
 * The commands for any caller. Wrong arguments are rejected by name; what is passed
 * beyond them is dropped, as VS Code's menus do that.
 */
export function checkedCommands(commands: CommandTypes): UncheckedCommands {
  const names = Object.keys(commands) as readonly CommandName[];
  return Object.fromEntries(names.map((name) => [name, checked(name, commands[name])])) as UncheckedCommands;
}

function checked<Name extends CommandName>(name: Name, run: CommandTypes[Name]): UncheckedCommands[Name] {
  const expected: readonly (readonly [string, Schema<unknown>])[] = commandArguments[name];
  return (...values) =>
    (run as (...values: Values) => unknown)(
      ...expected.map(([argument, schema], index) => argumentOf(name, argument, schema, values[index])),
    );
}

function argumentOf(
  command: CommandName,
  argument: string,
  schema: Schema<unknown>,
  value: unknown,
): unknown {
  // A keybinding without arguments passes null.
  if ((value === undefined || value === null) && 'isOptional' in schema) return undefined;
  const fault = schema.fault(value, argument);
  if (fault === undefined) return value;
  if ('isFromMenu' in schema && typeof value === 'object') return undefined;
  throw wrongArgument(commandIds[command], faultText(fault));
}
