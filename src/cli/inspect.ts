import { setTimeout } from 'node:timers/promises';
import type { WriteStream } from 'node:tty';
import type { Report } from '../core/report/report.ts';
import { problemsOf } from '../core/model/outcome.ts';
import { plainLine, visibleJson } from '../core/model/plainText.ts';
import { inspectPlace } from '../host/place.ts';
import { writeSnapshotFile } from '../host/snapshotFile.ts';
import type { InspectOptions } from './arguments.ts';
import { paintFor } from './paint.ts';
import { reportText } from './reportText.ts';
import { worstStatus } from './worstStatus.ts';
import { withPlace } from './withPlace.ts';

/** Inspects a machine, or opens a snapshot, and prints the report. The exit status reflects the worst finding. */
export async function runInspect(
  options: InspectOptions,
  output: WriteStream,
  errors: WriteStream,
): Promise<number> {
  const inspection = await withPlace(options, (place) =>
    inspectPlace(place, {
      choice: options.collector,
      cancellation: new AbortController().signal,
      now: Date.now,
      onProgress: () => undefined,
      twice: { intervalMs: options.intervalMs, wait: (milliseconds) => setTimeout(milliseconds) },
    }),
  );
  const { report } = inspection;
  const text = options.format === 'json' ? `${visibleJson(report)}\n` : reportText(report, paintFor(output));
  output.write(text);
  if (options.save !== undefined) {
    const problems = problemsOf(await writeSnapshotFile(options.save, inspection));
    for (const { message, nextStep } of problems) errors.write(`${plainLine(message)} ${nextStep}\n`);
    if (problems.length > 0) return 3;
  }
  return exitStatus(report);
}

/** 0: at most information, 1: a warning, 2: an error, 3: the sockets could not be read. */
export function exitStatus({ sockets, findings }: Report): number {
  return sockets === undefined ? 3 : worstStatus(findings);
}
