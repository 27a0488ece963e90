import type { WriteStream } from 'node:tty';
import { byPatternAlone, type JudgedSite } from '../core/causes/judgedSite.ts';
import { problemsOf, valueOf } from '../core/model/outcome.ts';
import { visibleJson } from '../core/model/plainText.ts';
import type { FolderScan } from '../host/sourceFiles/scanFolder.ts';
import { causesDescription, type CausesOptions, parseCausesArguments } from './causes/causesArguments.ts';
import { causesJson, type CausesResult } from './causes/causesJson.ts';
import { causesSarif } from './causes/causesSarif.ts';
import { causesText } from './causes/causesText.ts';
import { liveSites } from './causes/liveSites.ts';
import type { CommandIo } from './commandIo.ts';
import { paintFor } from './paint.ts';
import { runParsed } from './parsedArguments.ts';
import { packedChapters } from './sarif/sarifRule.ts';
import { scanSource } from './scanSource.ts';
import { withPlace } from './withPlace.ts';
import { writeProblems } from './writeProblems.ts';

/** `causes [DIRECTORY]`: the lines that use up connections. The exit status is 1 if one of them is a warning. */
export function causes(args: readonly string[], io: CommandIo): Promise<number> {
  return runParsed(parseCausesArguments(args), causesDescription, io, (options) =>
    find(options, io.stdout, io.stderr),
  );
}

async function find(options: CausesOptions, output: WriteStream, errors: WriteStream): Promise<number> {
  const scan = await scanSource(options.folder, errors);
  if (scan === undefined) return 3;
  const sites = options.isLive
    ? await joined(scan, options, errors)
    : byPatternAlone(scan.workspace.sites(), scan.workspace.context.definitions);
  if (sites === undefined) return 3;
  const result: CausesResult = { sites, scan };
  output.write(print(result, options, output));
  if (sites.some(({ severity }) => severity === 'warning')) return 1;
  return scan.workspace.failures.length > 0 ? 3 : 0;
}

/** Undefined where the sockets could not be read: saying that nothing speaks for a line would be wrong. */
async function joined(
  scan: FolderScan,
  options: CausesOptions,
  errors: WriteStream,
): Promise<readonly JudgedSite[] | undefined> {
  const cancellation = new AbortController().signal;
  const outcome = await withPlace(options, (place) =>
    liveSites(scan, options.folder, place, { cancellation, dns: options.dns }),
  );
  writeProblems(errors, problemsOf(outcome));
  if ('problem' in outcome) errors.write('Use --no-live to analyze the source only.\n');
  return valueOf(outcome);
}

function print(result: CausesResult, { format }: CausesOptions, output: WriteStream): string {
  switch (format) {
    case 'text':
      return causesText(result, paintFor(output));
    case 'json':
      return `${visibleJson(causesJson(result))}\n`;
    case 'sarif':
      return `${visibleJson(causesSarif(result, packedChapters(__dirname)))}\n`;
  }
}
