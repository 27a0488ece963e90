import { parseSysctlConf } from '../parse/sysctlConf.ts';
import type { SysctlDocument } from '../parse/sysctlLine.ts';
import type { TextPosition, TextRange } from '../model/textRange.ts';
import type { TextEdit } from '../rules/textEdit.ts';
import { complete, type Completion } from './complete.ts';
import { describeKey } from './describeKey.ts';
import { diagnose } from './diagnose.ts';
import { fixAll } from './fixAll.ts';
import { foldingRanges, type FoldingRange } from './foldingRanges.ts';
import { format, type FormatOptions } from './format.ts';
import { hoverAt, type Hover } from './hoverAt.ts';
import { inlayHints, type InlayHint } from './inlayHints.ts';
import type { LanguagePorts } from './languagePorts.ts';
import { quickFixes, type QuickFix } from './quickFixes.ts';
import { shellActions, type ShellAction } from './shellActions.ts';
import { symbols, type SysctlSymbol } from './symbols.ts';
import type { DiagnosisContext, SysctlDiagnostic } from './sysctlDiagnostic.ts';

/** Everything an editor asks about a sysctl file. Pure: the context of a document is handed in with each question. */
export interface SysctlLanguageService {
  parse(text: string): SysctlDocument;
  diagnose(document: SysctlDocument, context: DiagnosisContext): readonly SysctlDiagnostic[];
  hoverAt(document: SysctlDocument, position: TextPosition, context: DiagnosisContext): Hover | undefined;
  complete(
    document: SysctlDocument,
    position: TextPosition,
    context: DiagnosisContext,
  ): readonly Completion[];
  /** What the list of keys is too long to carry, as Markdown. */
  describeKey(key: string): string | undefined;
  quickFixes(
    document: SysctlDocument,
    range: TextRange,
    diagnostics: readonly SysctlDiagnostic[],
  ): readonly QuickFix[];
  shellActions(document: SysctlDocument, range: TextRange, path: string | undefined): readonly ShellAction[];
  fixAll(document: SysctlDocument, context: DiagnosisContext): TextEdit | undefined;
  symbols(document: SysctlDocument): readonly SysctlSymbol[];
  foldingRanges(document: SysctlDocument): readonly FoldingRange[];
  format(document: SysctlDocument, options: FormatOptions, range?: TextRange): readonly TextEdit[];
  inlayHints(document: SysctlDocument, range: TextRange, context: DiagnosisContext): readonly InlayHint[];
}

export function createSysctlLanguageService(ports: LanguagePorts): SysctlLanguageService {
  return {
    parse: parseSysctlConf,
    diagnose,
    hoverAt: (document, position, context) => hoverAt(document, position, context, ports),
    complete,
    describeKey: (key) => describeKey(key, ports.guideLink),
    quickFixes,
    shellActions,
    fixAll,
    symbols,
    foldingRanges,
    format,
    inlayHints,
  };
}
