import { parseArgs } from 'node:util';
import { helpOption, type ProgramDescription, versionOption } from '../core/commandLine/description.ts';
import { programHelp } from '../core/commandLine/helpText.ts';
import { productVersion } from '../core/model/product.ts';

/** How a client may reach the server, as `createConnection` of vscode-languageserver reads it. */
const transports = {
  stdio: { type: 'boolean', text: 'speak over standard input and output (default)' },
  'node-ipc': { type: 'boolean', text: 'speak over the channel of the Node.js process that starts it' },
  socket: { type: 'string', value: 'PORT', text: 'connect to this port of the local host' },
  pipe: { type: 'string', value: 'NAME', completes: 'file', text: 'connect to this Unix socket' },
} as const;

/** The language server as a program of the npm package. */
export const program = {
  name: 'sysctl-language-server',
  summary: 'language server for files that set kernel parameters',
  about: [
    'A server of the Language Server Protocol for sysctl.conf, sysctl.d and other files that set kernel parameters. An editor starts it.',
  ],
  commands: [],
  options: { ...transports, ...helpOption, ...versionOption },
  exitStatuses: [
    [0, 'the client ended the server'],
    [1, 'the client was lost'],
  ],
} as const satisfies ProgramDescription;

/** What is printed instead of serving. */
export interface Answer {
  readonly text: string;
}

/** How to start: with these arguments as a server, or not at all. */
export function startOf(args: readonly string[]): Answer | { readonly args: readonly string[] } {
  // A client may add options of its own, such as --clientProcessId.
  const { values } = parseArgs({ args: [...args], options: program.options, strict: false });
  if (values.help === true) return { text: programHelp(program) };
  if (values.version === true) return { text: `${productVersion}\n` };
  const hasTransport = Object.keys(transports).some((name) => name in values);
  return { args: hasTransport ? args : [...args, '--stdio'] };
}
