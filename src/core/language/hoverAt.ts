import type { FormatDocument } from '../formats/fileFormat.ts';
import { procSysPath } from '../model/procSysPath.ts';
import { isGlob } from '../parse/sysctlKey.ts';
import type { TextPosition, TextRange } from '../model/textRange.ts';
import { describeKey } from './describeKey.ts';
import { diagnose } from './diagnose.ts';
import { code, plain } from './markdown.ts';
import type { LanguagePorts } from './languagePorts.ts';
import type { DiagnosisContext } from './sysctlDiagnostic.ts';

export interface Hover {
  readonly range: TextRange;
  readonly markdown: string;
}

/** The problems of the line, the value of its key on this host, and what the key does. */
export function hoverAt(
  document: FormatDocument,
  position: TextPosition,
  context: DiagnosisContext,
  { guideLink, showsProblemsOnHover }: LanguagePorts,
): Hover | undefined {
  const placed = document.keyAt(position);
  if (placed === undefined) return undefined;
  const { range, key, scope } = placed;
  const { dotted, path } = key;
  if (isGlob(path)) return undefined;
  const what = describeKey(dotted, guideLink);
  const running = scope === 'host' ? context.running?.get(dotted) : undefined;
  const dangers = showsProblemsOnHover === true ? [] : dangersOf(document, range.start.line, context);
  if (what === undefined && running === undefined && dangers.length === 0) return undefined;
  const parts = [
    `**${code(dotted)}**`,
    ...dangers,
    ...(running === undefined ? [] : [`On this host: ${code(running.value)} (${code(procSysPath(dotted))})`]),
    ...(what === undefined ? [] : [what]),
  ];
  return { range, markdown: parts.join('\n\n') };
}

function dangersOf(document: FormatDocument, line: number, context: DiagnosisContext): readonly string[] {
  return diagnose(document, context)
    .filter(
      ({ range, severity }) => range.start.line === line && (severity === 'error' || severity === 'warning'),
    )
    .map(({ message }) => `⚠ ${plain(message)}`);
}
