import { plainLine, visibleJson } from '../core/model/plainText.ts';
import { severities } from '../core/model/finding.ts';
import { isTooLarge, tooLargeSentence } from '../core/formats/checkedSize.ts';
import { formats } from '../core/formats/formats.ts';
import { mentions } from '../core/formats/mentions.ts';
import { repositoryFactsIn } from '../core/formats/factsInFile.ts';
import { joinedFacts, type RepositoryFacts } from '../core/formats/repositoryFacts.ts';
import { unreadSentence } from '../core/formats/unreadPlace.ts';
import { fileChoice } from './fileChoice.ts';
import { lintJson } from './lint/lintJson.ts';
import { lintDescription, parseLintArguments, type LintOptions } from './lint/lintArguments.ts';
import type { LintedFile, LintResult } from './lint/lintResult.ts';
import { lintFile, type ReadTarget } from './lint/lintFile.ts';
import { lintTargets } from './lint/lintTargets.ts';
import { lintText } from './lint/lintText.ts';
import { sarif } from './lint/sarif.ts';
import type { CommandIo } from './commandIo.ts';
import { paintFor } from './paint.ts';
import { runParsed } from './parsedArguments.ts';
import { packedChapters } from './sarif/sarifRule.ts';

/** The streams and environment of the command. */
export interface LintIo extends CommandIo {
  /** As `uname -r` prints it: `--target-kernel auto` means this one. */
  readonly kernelRelease: string;
}

/** `lint FILE…`: checks files that set kernel parameters. The exit status is 0 to 2 by the worst finding, or 3 if a file cannot be read. */
export function lint(args: readonly string[], io: LintIo): Promise<number> {
  return runParsed(parseLintArguments(args), lintDescription, io, (options) => check(options, io));
}

async function check(options: LintOptions, io: LintIo): Promise<number> {
  const targets = await lintTargets(options.paths, fileChoice(options.include, options.exclude));
  const files: LintedFile[] = [];
  const notChecked: LintResult['notChecked'][number][] = [];
  const unreadable: LintResult['unreadable'][number][] = [];
  const read: ReadTarget[] = [];
  const facts: RepositoryFacts[] = [];
  for (const target of targets) {
    if (target.kind === 'unreadable') {
      unreadable.push({ file: target.file, message: target.message });
      continue;
    }
    if (target.kind === 'beside' && target.isNamed)
      notChecked.push({ file: target.file, message: notCheckedSentence(target.text) });
    if (target.kind === 'file' && isTooLarge(target.text)) {
      unreadable.push({ file: target.file, message: tooLargeSentence });
      continue;
    }
    const document = target.kind === 'file' ? target.format.read(target.text, target.path) : undefined;
    facts.push(repositoryFactsIn(target.file, target.text, document?.assignments));
    if (target.kind === 'file' && document !== undefined) read.push({ target, document });
  }
  const together = joinedFacts(facts);
  for (const one of read) {
    const { target, document } = one;
    files.push(lintFile(one, options, io.kernelRelease, together));
    for (const place of document.unread)
      unreadable.push({ file: target.file, message: unreadSentence(place) });
  }
  const result: LintResult = { files, notChecked, unreadable };
  io.stdout.write(print(result, options.format, io));
  for (const { file, message } of [...unreadable, ...notChecked])
    io.stderr.write(`${plainLine(`${file}: ${message}`)}\n`);
  if (notChecked.length > 0) io.stderr.write(`Formats: ${formats.map(({ id }) => id).join(', ')}.\n`);
  return exitStatus(result, options.failOn);
}

/** Why a file that was named is not checked. Most files of a repository set nothing, so that is no failure. */
function notCheckedSentence(text: string): string {
  return mentions.test(text)
    ? 'It was not checked: it mentions kernel parameters, but is in no format that is known to set them.'
    : 'It was not checked: it mentions no kernel parameter and declares no port, as far as is known.';
}

function print(result: LintResult, format: LintOptions['format'], io: LintIo): string {
  switch (format) {
    case 'text':
      return lintText(result, paintFor(io.stdout));
    case 'json':
      return `${visibleJson(lintJson(result))}\n`;
    case 'sarif':
      return `${visibleJson(sarif(result, packedChapters(__dirname)))}\n`;
  }
}

/** The status of the worst finding, if that is at least as severe as what is to fail. */
function exitStatus({ files, unreadable }: LintResult, failOn: LintOptions['failOn']): number {
  if (unreadable.length > 0) return 3;
  const found = new Set(files.flatMap(({ diagnostics }) => diagnostics.map(({ severity }) => severity)));
  const worst = severities.findIndex((severity) => found.has(severity));
  if (failOn === 'never' || worst < 0 || worst > severities.indexOf(failOn)) return 0;
  return severities[worst] === 'error' ? 2 : 1;
}
