import { procSysPath } from '../model/procSysPath.ts';
import { isGlob, normalizeSysctlKey } from '../parse/sysctlKey.ts';
import type { SysctlDocument } from '../parse/sysctlLine.ts';
import type { TextPosition, TextRange } from '../model/textRange.ts';
import { rangeOf } from '../rules/textEdit.ts';
import { describeKey } from './describeKey.ts';
import { diagnose } from './diagnose.ts';
import { code, plain } from './markdown.ts';
import type { LanguagePorts } from './languagePorts.ts';
import type { DiagnosisContext } from './sysctlDiagnostic.ts';

export interface Hover {
  readonly range: TextRange;
  readonly markdown: string;
}

/** What is wrong with the line, what its key is on this host and what it does. */
export function hoverAt(
  document: SysctlDocument,
  { line: index, column }: TextPosition,
  context: DiagnosisContext,
  { guideLink, showsProblemsOnHover }: LanguagePorts,
): Hover | undefined {
  const line = document.lines[index];
  if (line?.kind !== 'assignment' && line?.kind !== 'exclusion') return undefined;
  const end = line.kind === 'assignment' ? Math.max(line.value.end, line.separator.end) : line.key.end;
  if (column < line.key.start || column > end) return undefined;
  const { dotted, path } = normalizeSysctlKey(line.key.text);
  if (isGlob(path)) return undefined;
  const what = describeKey(dotted, guideLink);
  const running = context.running?.get(dotted);
  const dangers = showsProblemsOnHover === true ? [] : dangersOf(document, index, context);
  if (what === undefined && running === undefined && dangers.length === 0) return undefined;
  const parts = [
    `**${code(dotted)}**`,
    ...dangers,
    ...(running === undefined ? [] : [`On this host: ${code(running.value)} (${code(procSysPath(dotted))})`]),
    ...(what === undefined ? [] : [what]),
  ];
  return { range: rangeOf(index, line.key), markdown: parts.join('\n\n') };
}

function dangersOf(document: SysctlDocument, line: number, context: DiagnosisContext): readonly string[] {
  return diagnose(document, context)
    .filter(
      ({ range, severity }) => range.start.line === line && (severity === 'error' || severity === 'warning'),
    )
    .map(({ message }) => `⚠ ${plain(message)}`);
}
