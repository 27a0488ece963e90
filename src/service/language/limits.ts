import type { TextDocument } from 'vscode-languageserver-textdocument';
import { DiagnosticSeverity, type Diagnostic } from 'vscode-languageserver';
import { checkedSize, tooLargeSentence } from '../../core/formats/checkedSize.ts';

/** VS Code shows no more for one document. */
const mostDiagnostics = 1000;

/** As `isTooLarge` of its text, without counting its lines at each key press. */
export function isTooLargeDocument(document: TextDocument): boolean {
  return document.getText().length > checkedSize.text || document.lineCount > checkedSize.lines;
}

export const tooLargeDiagnostic = note(tooLargeSentence);

/** For a document that ended the process before. */
export const suspectDiagnostic = note(
  'The server stopped while it checked this file, so the file is not checked any more. To try it again, run the quick fix “Check this file again”.',
);

/** The gravest ones, and a word about the others. */
export function limited(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  if (diagnostics.length <= mostDiagnostics) return [...diagnostics];
  const byGravity = diagnostics.toSorted((a, b) => (a.severity ?? 1) - (b.severity ?? 1));
  const [shown, all] = [mostDiagnostics, diagnostics.length].map((count) => count.toLocaleString('en-US'));
  const word = note(`Only ${shown ?? ''} of ${all ?? ''} problems of this file are shown, the gravest ones.`);
  return [word, ...byGravity.slice(0, mostDiagnostics - 1)];
}

export function note(message: string): Diagnostic {
  const start = { line: 0, character: 0 };
  return {
    range: { start, end: start },
    severity: DiagnosticSeverity.Information,
    source: 'Socket Diagnostics',
    message,
  };
}
