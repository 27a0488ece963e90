import { type CommandName, program } from './program.ts';

export type Chosen =
  | { readonly kind: 'help' | 'version' }
  | { readonly kind: 'wrong'; readonly message: string }
  | { readonly kind: 'command'; readonly name: CommandName; readonly args: readonly string[] };

/** The command and its arguments. Options may precede the command. */
export function chooseCommand(args: readonly string[]): Chosen {
  const [first] = args;
  if (first === '--help' || first === '-h') return { kind: 'help' };
  if (first === '--version') return { kind: 'version' };
  const at = first?.startsWith('-') === true ? args.findIndex((arg) => commandNamed(arg) !== undefined) : 0;
  const word = args[at];
  if (word === undefined) return { kind: 'wrong', message: `Specify a command: ${names.join(', ')}.` };
  const name = commandNamed(word);
  if (name === undefined) return { kind: 'wrong', message: `Unknown command “${word}”.` };
  return { kind: 'command', name, args: [...args.slice(0, at), ...args.slice(at + 1)] };
}

const names = program.commands.map(({ name }) => name);

function commandNamed(word: string): CommandName | undefined {
  return names.find((name) => name === word);
}
