import type { WriteStream } from 'node:tty';
import { inspect } from '../core/inspect/inspect.ts';
import type { Report } from '../core/report/report.ts';
import { localCollectors } from '../host/collectors.ts';
import { LocalHost } from '../host/localHost.ts';
import type { InspectOptions } from './arguments.ts';
import { paintFor } from './paint.ts';
import { reportText } from './reportText.ts';

/** Inspects this machine and prints the report. The exit status says how bad it is. */
export async function runInspect(options: InspectOptions, output: WriteStream): Promise<number> {
  const { report } = await inspect({
    host: new LocalHost(),
    collectors: localCollectors,
    choice: options.collector,
    cancellation: new AbortController().signal,
    now: Date.now,
    onProgress: () => undefined,
  });
  const text =
    options.format === 'json'
      ? `${JSON.stringify(report, undefined, 2)}\n`
      : reportText(report, paintFor(output));
  output.write(text);
  return exitStatus(report);
}

/** 0 at most information, 1 a warning, 2 an error, 3 the sockets could not be read. */
export function exitStatus({ sockets, findings }: Report): number {
  if (sockets === undefined) return 3;
  if (findings.some(({ severity }) => severity === 'error')) return 2;
  return findings.some(({ severity }) => severity === 'warning') ? 1 : 0;
}
