import {
  FoldingRangeKind,
  InlayHintKind,
  SymbolKind,
  type Connection,
  type DocumentSymbol,
  type InlayHint,
} from 'vscode-languageserver';
import type { OutlineItem } from '../../core/formats/fileFormat.ts';
import { fromRange, toPosition, toRange, toTextEdit } from './convert.ts';
import type { LanguageServer } from './languageServer.ts';
import { shownText } from './shownText.ts';

const symbolKinds: Readonly<Record<OutlineItem['kind'], SymbolKind>> = {
  section: SymbolKind.Namespace,
  parameter: SymbolKind.Property,
  exclusion: SymbolKind.Key,
};

/** Outline, folding, formatting and inlay hints. */
export function registerStructure(connection: Connection, server: LanguageServer): void {
  const { service } = server;
  connection.onDocumentSymbol(async ({ textDocument }, token) => {
    const document = await server.document(textDocument.uri, token);
    return document === undefined ? [] : shownText(service.symbols(document).map(toSymbol));
  });
  connection.onFoldingRanges(async ({ textDocument }, token) => {
    const document = await server.document(textDocument.uri, token);
    const ranges = document === undefined ? [] : service.foldingRanges(document);
    return ranges.map(({ kind, startLine, endLine }) => ({
      startLine,
      endLine,
      kind: kind === 'comment' ? FoldingRangeKind.Comment : FoldingRangeKind.Region,
    }));
  });
  connection.onDocumentFormatting(async ({ textDocument }, token) => {
    const document = await server.document(textDocument.uri, token);
    if (document === undefined) return [];
    return service.format(document, await server.settings.of(textDocument.uri)).map(toTextEdit);
  });
  connection.onDocumentRangeFormatting(async ({ textDocument, range }, token) => {
    const document = await server.document(textDocument.uri, token);
    if (document === undefined) return [];
    const settings = await server.settings.of(textDocument.uri);
    return service.format(document, settings, fromRange(range)).map(toTextEdit);
  });
  connection.languages.inlayHint.on(async ({ textDocument, range }, token) => {
    const { runningValues } = await server.settings.of(textDocument.uri);
    const asked = runningValues ? await server.context(textDocument.uri, token) : undefined;
    if (asked === undefined) return [];
    const hints = service
      .inlayHints(asked.document, fromRange(range), asked.context)
      .map((hint): InlayHint => ({
        position: toPosition(hint.position),
        label: hint.label,
        tooltip: hint.tooltip,
        kind: InlayHintKind.Parameter,
        paddingLeft: true,
      }));
    return shownText(hints);
  });
}

function toSymbol({ name, detail, kind, range, nameRange, children }: OutlineItem): DocumentSymbol {
  return {
    name,
    detail,
    kind: symbolKinds[kind],
    range: toRange(range),
    selectionRange: toRange(nameRange),
    children: children.map(toSymbol),
  };
}
