import { realpath } from 'node:fs/promises';
import { attachSites } from '../core/causes/live/attachSites.ts';
import type { Report } from '../core/report/report.ts';
import { unsearchedOf } from '../core/report/unsearched.ts';
import { localHost } from '../core/model/hostId.ts';
import { problemsOf } from '../core/model/outcome.ts';
import { visibleJson } from '../core/model/plainText.ts';
import { inspectPlace } from '../host/inspectPlace.ts';
import { readRepository } from '../host/readRepository.ts';
import { joinSockets } from '../host/sourceFiles/joinSockets.ts';
import { writeSnapshotFile } from '../host/snapshotFile.ts';
import { steadyClock } from '../host/steadyClock.ts';
import {
  inspectDescription,
  parseInspectArguments,
  type InspectOptions,
} from './inspect/inspectArguments.ts';
import { leftAloneText } from './causes/causesText.ts';
import type { CommandIo } from './commandIo.ts';
import { paintFor } from './paint.ts';
import { runParsed } from './parsedArguments.ts';
import { reportText } from './reportText.ts';
import { scanSource } from './scanSource.ts';
import { worstStatus } from './worstStatus.ts';
import { withPlace } from './withPlace.ts';
import { writeProblems } from './writeProblems.ts';

/** `inspect`: inspects a machine, or opens a snapshot, and prints the report. The exit status reflects the worst finding. */
export function inspect(args: readonly string[], io: CommandIo): Promise<number> {
  return runParsed(parseInspectArguments(args), inspectDescription, io, (options) => run(options, io));
}

async function run(options: InspectOptions, { stdout, stderr }: CommandIo): Promise<number> {
  const cancellation = new AbortController().signal;
  const { source } = options;
  const scan = source === undefined ? undefined : await scanSource(source, stderr);
  if (source !== undefined && scan === undefined) return 3;
  const { inspection, report } = await withPlace(options, async (place) => {
    const found = await inspectPlace(place, {
      choice: options.collector,
      cancellation,
      now: Date.now,
      onProgress: () => undefined,
      ...(source !== undefined &&
        // Files declare ports of their machine, and of no other network namespace.
        options.place === localHost && {
          servicePorts: () => readRepository([source], { wants: () => true, cancellation }),
        }),
      twice: { intervalMs: options.intervalMs, wait: steadyClock.pause },
    });
    if (source === undefined || scan === undefined) return { inspection: found, report: found.report };
    const unsearched = unsearchedOf([scan.skipped]);
    const sites = await joinSockets(scan.workspace, source, found, place, { cancellation, dns: false });
    return {
      inspection: found,
      report: {
        ...found.report,
        findings: attachSites(found.report.findings, sites, await realpath(source)),
        ...(unsearched && { unsearched }),
      },
    };
  });
  const left = scan && leftAloneText(scan);
  if (left !== undefined) stderr.write(`${left}\n`);
  const text = options.format === 'json' ? `${visibleJson(report)}\n` : reportText(report, paintFor(stdout));
  stdout.write(text);
  if (options.save !== undefined) {
    const problems = problemsOf(await writeSnapshotFile(options.save, inspection));
    writeProblems(stderr, problems);
    if (problems.length > 0) return 3;
  }
  return exitStatus(report);
}

/** 0: at most information, 1: a warning, 2: an error, 3: the sockets could not be read. */
export function exitStatus({ sockets, findings }: Report): number {
  return sockets === undefined ? 3 : worstStatus(findings);
}
