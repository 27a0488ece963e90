import type { CommandName, CommandTypes } from '../commandTypes.ts';
import { noMachine } from '../errors.ts';
import type { Failures } from '../failures.ts';
import { browserCommands } from './browserCommands.ts';

/** The same commands; those that need a host say that there is none. */
export function withoutMachine(commands: CommandTypes, failures: Failures): CommandTypes {
  const refuse = (): undefined => {
    void failures.show(noMachine(), () => undefined);
  };
  const names = Object.keys(commands) as readonly CommandName[];
  const refused = names.filter((name) => !browserCommands.includes(name));
  return { ...commands, ...Object.fromEntries(refused.map((name) => [name, refuse])) };
}
