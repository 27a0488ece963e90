import { release } from 'node:os';
import { programHelp } from '../core/commandLine/helpText.ts';
import { plainLine } from '../core/model/plainText.ts';
import { productVersion } from '../core/model/product.ts';
import { causes } from './causes.ts';
import { chooseCommand } from './chooseCommand.ts';
import type { CommandIo } from './commandIo.ts';
import { completion } from './completion.ts';
import { fleet } from './fleet.ts';
import { inspect } from './inspect.ts';
import { lint } from './lint.ts';
import { parameters } from './parameters.ts';
import { port } from './port.ts';
import { type CommandName, program } from './program.ts';
import { sockets } from './sockets.ts';
import { watch } from './watch.ts';

type Run = (args: readonly string[], io: CommandIo) => Promise<number>;

const runs: Readonly<Record<CommandName, Run>> = {
  inspect,
  sockets,
  port,
  watch: (args, io) => watch(args, { ...io, stop: stopRequest() }),
  lint: (args, io) => lint(args, { ...io, kernelRelease: release() }),
  parameters,
  causes,
  completion,
  fleet,
  exporter: async (args, io) => {
    const { exporter } = await import('./exporter/main.ts');
    return exporter(args, { ...io, stop: stopRequest() });
  },
  mcp: async (args, io) => {
    const { mcp } = await import('./mcp/main.ts');
    return mcp(args, { ...io, stdin: process.stdin, stop: stopRequest() });
  },
};

/** The command line: the same core as the extension, for servers without an editor. Composition root. */
async function main({ stdout, stderr }: CommandIo): Promise<number> {
  const chosen = chooseCommand(process.argv.slice(2));
  switch (chosen.kind) {
    case 'help':
      stdout.write(programHelp(program));
      return 0;
    case 'version':
      stdout.write(`${productVersion}\n`);
      return 0;
    case 'wrong':
      stderr.write(`${plainLine(chosen.message)}\n\n${programHelp(program)}`);
      return 3;
    case 'command':
      return runs[chosen.name](chosen.args, { stdout, stderr });
  }
}

// A signal also ends everything that was started, like a normal exit.
const onInterrupt = (): void => process.exit(130);
const onTerminate = (): void => process.exit(143);
const onHangUp = (): void => process.exit(129);
process.once('SIGINT', onInterrupt);
process.once('SIGTERM', onTerminate);
process.once('SIGHUP', onHangUp);

const outputEnd = new AbortController();

/** The first signal ends the watching, the second one the program. An output that takes no more ends it, too. */
function stopRequest(): AbortSignal {
  const stop = new AbortController();
  outputEnd.signal.addEventListener('abort', () => {
    stop.abort();
  });
  for (const [signal, end] of [
    ['SIGINT', onInterrupt],
    ['SIGTERM', onTerminate],
    ['SIGHUP', onHangUp],
  ] as const) {
    process.removeListener(signal, end);
    process.once(signal, () => {
      stop.abort();
      process.once(signal, end);
    });
  }
  return stop.signal;
}

// A reader that closes the pipe early (`| head`) is not an error; a full disk is.
let outputFailure: number | undefined;
process.stdout.on('error', (error: Error & { code?: string }) => {
  const isClosed = error.code === 'EPIPE';
  if (!isClosed && outputFailure === undefined)
    process.stderr.write(`The output could not be written: ${error.message}.\n`);
  outputFailure ??= isClosed ? 0 : 3;
  process.exitCode = outputFailure;
  outputEnd.abort();
});
void main(process).then((status) => {
  process.exitCode = outputFailure ?? status;
});
