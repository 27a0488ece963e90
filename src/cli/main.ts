import { release } from 'node:os';
import { plainLine } from '../core/model/plainText.ts';
import { parseArguments } from './arguments.ts';
import { causes } from './causes.ts';
import { runInspect } from './inspect.ts';
import { lint } from './lint.ts';
import { parameters } from './parameters.ts';
import { runSockets } from './sockets.ts';
import { usage } from './usage.ts';
import { watch } from './watch.ts';

/** The command line: the same core as the extension, for servers without an editor. Composition root. */
async function main(): Promise<number> {
  const [command, ...rest] = process.argv.slice(2);
  if (command === 'lint') {
    return lint(rest, { stdout: process.stdout, stderr: process.stderr, kernelRelease: release() });
  }
  if (command === 'watch') {
    return watch(rest, { stdout: process.stdout, stderr: process.stderr, stop: stopBySignal() });
  }
  if (command === 'causes') return causes(rest, process.stdout, process.stderr);
  if (command === 'parameters') return parameters(rest, { stdout: process.stdout, stderr: process.stderr });
  const parsed = parseArguments(process.argv.slice(2));
  switch (parsed.kind) {
    case 'help':
      process.stdout.write(usage);
      return 0;
    case 'wrong':
      process.stderr.write(`${plainLine(parsed.message)}\n\n${usage}`);
      return 3;
    case 'inspect':
      return runInspect(parsed.options, process.stdout, process.stderr);
    case 'sockets':
      return runSockets(parsed.options, process.stdout, process.stderr);
  }
}

// A signal also ends everything that was started, like a normal exit.
const onInterrupt = (): void => process.exit(130);
const onTerminate = (): void => process.exit(143);
process.once('SIGINT', onInterrupt);
process.once('SIGTERM', onTerminate);

/** The first signal ends the watching, the second one the program. */
function stopBySignal(): AbortSignal {
  const stop = new AbortController();
  for (const [signal, end] of [
    ['SIGINT', onInterrupt],
    ['SIGTERM', onTerminate],
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
});
void main().then((status) => {
  process.exitCode = outputFailure ?? status;
});
