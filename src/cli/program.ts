import { helpOption, type ProgramDescription, versionOption } from '../core/commandLine/description.ts';
import { causesDescription } from './causes/causesArguments.ts';
import { judgementStatuses } from './commonOptions.ts';
import { completionDescription } from './completion/completionArguments.ts';
import { exporterDescription } from './exporter/exporterArguments.ts';
import { fleetDescription } from './fleet/fleetArguments.ts';
import { inspectDescription } from './inspect/inspectArguments.ts';
import { lintDescription } from './lint/lintArguments.ts';
import { mcpDescription } from './mcp/mcpArguments.ts';
import { parametersDescription } from './parameters/parametersArguments.ts';
import { portDescription } from './port/portArguments.ts';
import { programName } from './programName.ts';
import { socketsDescription } from './sockets/socketsArguments.ts';
import { watchDescription } from './watch/watchArguments.ts';

/** What the program can do: its help, manual page and completions are written from this. */
export const program = {
  name: programName,
  summary: 'explain TIME_WAIT sockets and check kernel parameters',
  about: [
    'Explains the TCP sockets of a Linux host: which destination runs out of ports, which side closes first, and how kernel parameters affect it. Checks files that set kernel parameters, and finds the lines that use up connections.',
  ],
  commands: [
    inspectDescription,
    socketsDescription,
    portDescription,
    watchDescription,
    lintDescription,
    parametersDescription,
    causesDescription,
    exporterDescription,
    fleetDescription,
    mcpDescription,
    completionDescription,
  ],
  options: { ...helpOption, ...versionOption },
  exitStatuses: judgementStatuses('nothing could be read, or the arguments are wrong'),
} as const satisfies ProgramDescription;

export type CommandName = (typeof program.commands)[number]['name'];
