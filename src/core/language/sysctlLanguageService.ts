import type { FoldingRange, FormatDocument, FormatOptions, OutlineItem } from '../formats/fileFormat.ts';
import { formatOf } from '../formats/formats.ts';
import { sysctlConfFormat } from '../formats/sysctlConf/sysctlConfFormat.ts';
import type { TextEdit, TextPosition, TextRange } from '../model/textRange.ts';
import { complete, type Completion } from './complete.ts';
import { describeKey } from './describeKey.ts';
import { diagnose } from './diagnose.ts';
import type { DiagnosisMemory } from './diagnosisMemory.ts';
import { fixAll } from './fixAll.ts';
import { hoverAt, type Hover } from './hoverAt.ts';
import { inlayHints, type InlayHint } from './inlayHints.ts';
import type { LanguagePorts } from './languagePorts.ts';
import { quickFixes, type QuickFix } from './quickFixes.ts';
import { shellActions, type ShellAction } from './shellActions.ts';
import type { DiagnosisContext, SysctlDiagnostic } from './sysctlDiagnostic.ts';

/** Answers all editor requests about a sysctl file. Pure: the context of a document is passed with each request. */
export interface SysctlLanguageService {
  /** A text in the format of sysctl.conf(5). */
  parse(text: string): FormatDocument;
  /** Parses a file by content and path; undefined if its format is not known. */
  read(text: string, path: string | undefined): FormatDocument | undefined;
  /** `memory`: of an earlier text of the same document. */
  diagnose(
    document: FormatDocument,
    context: DiagnosisContext,
    memory?: DiagnosisMemory,
  ): readonly SysctlDiagnostic[];
  hoverAt(document: FormatDocument, position: TextPosition, context: DiagnosisContext): Hover | undefined;
  complete(
    document: FormatDocument,
    position: TextPosition,
    context: DiagnosisContext,
  ): readonly Completion[];
  /** Details that the list of keys omits, as Markdown. */
  describeKey(key: string): string | undefined;
  quickFixes(
    document: FormatDocument,
    range: TextRange,
    diagnostics: readonly SysctlDiagnostic[],
  ): readonly QuickFix[];
  shellActions(document: FormatDocument, range: TextRange, path: string | undefined): readonly ShellAction[];
  fixAll(document: FormatDocument, context: DiagnosisContext): TextEdit | undefined;
  symbols(document: FormatDocument): readonly OutlineItem[];
  foldingRanges(document: FormatDocument): readonly FoldingRange[];
  format(document: FormatDocument, options: FormatOptions, range?: TextRange): readonly TextEdit[];
  inlayHints(document: FormatDocument, range: TextRange, context: DiagnosisContext): readonly InlayHint[];
}

export function createSysctlLanguageService(ports: LanguagePorts): SysctlLanguageService {
  return {
    parse: (text) => sysctlConfFormat.read(text),
    read: (text, path) => formatOf(text, path)?.read(text, path),
    diagnose,
    hoverAt: (document, position, context) => hoverAt(document, position, context, ports),
    complete,
    describeKey: (key) => describeKey(key, ports.guideLink),
    quickFixes,
    shellActions,
    fixAll,
    symbols: (document) => document.outline?.() ?? [],
    foldingRanges: (document) => document.foldingRanges?.() ?? [],
    format: (document, options, range) => document.tidy?.(options, range) ?? [],
    inlayHints,
  };
}
