import {
  CompletionItemKind,
  CompletionItemTag,
  MarkupKind,
  type CompletionItem,
  type Connection,
} from 'vscode-languageserver';
import type { Completion } from '../../core/language/complete.ts';
import { fromPosition, toTextEdit } from './convert.ts';
import type { LanguageServer } from './languageServer.ts';
import { shownText } from './shownText.ts';

const kinds: Readonly<Record<Completion['kind'], CompletionItemKind>> = {
  key: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  comment: CompletionItemKind.Keyword,
};

export function registerCompletions(connection: Connection, server: LanguageServer): void {
  connection.onCompletion(async ({ textDocument, position }, token) => {
    const asked = await server.context(textDocument.uri, token);
    if (asked === undefined) return [];
    return shownText(
      server.service.complete(asked.document, fromPosition(position), asked.context).map(toItem),
    );
  });
  connection.onCompletionResolve((item) => {
    const key: unknown = item.data;
    const value = typeof key === 'string' ? server.service.describeKey(key) : undefined;
    return value === undefined
      ? item
      : shownText({ ...item, documentation: { kind: MarkupKind.Markdown, value } });
  });
}

function toItem(completion: Completion): CompletionItem {
  const { label, kind, detail, key, rank, isDeprecated, filterText } = completion;
  return {
    label,
    kind: kinds[kind],
    ...(detail !== undefined && { detail }),
    ...(key !== undefined && { data: key }),
    ...(isDeprecated === true && { tags: [CompletionItemTag.Deprecated] }),
    sortText: `${String(rank).padStart(3, '0')}${label}`,
    filterText,
    textEdit: toTextEdit(completion),
  };
}
