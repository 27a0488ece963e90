import {
  list,
  number,
  openRecord,
  optional,
  text,
  wholeNumber,
  type Schema,
} from '../core/protocol/schema.ts';

const position = openRecord<unknown>({ line: wholeNumber(), character: wholeNumber() });
const range = openRecord<unknown>({ start: position, end: position });
const textDocument = openRecord<unknown>({ uri: text });
const ofDocument = openRecord<unknown>({ textDocument });
const atPosition = openRecord<unknown>({ textDocument, position });
const inRange = openRecord<unknown>({ textDocument, range });
const folders = list(textDocument);
const object = openRecord<unknown>({});

/**
 * What the messages of the language server protocol (3.17) that are handled here must have, by their method: the fields that
 * are read. The library checks none of them. Everything else is left to the client.
 */
export const standardMessages: ReadonlyMap<string, Schema<unknown>> = new Map([
  [
    'initialize',
    openRecord<unknown>({
      capabilities: openRecord<unknown>({
        workspace: optional(
          openRecord<unknown>({
            workspaceEdit: optional(openRecord<unknown>({ resourceOperations: optional(list(text)) })),
          }),
        ),
        textDocument: optional(object),
      }),
      workspaceFolders: optional(orNull(folders)),
    }),
  ],
  [
    'textDocument/didOpen',
    openRecord<unknown>({
      textDocument: openRecord<unknown>({ uri: text, languageId: text, version: number, text }),
    }),
  ],
  [
    'textDocument/didChange',
    openRecord<unknown>({
      textDocument: openRecord<unknown>({ uri: text, version: number }),
      contentChanges: list(openRecord<unknown>({ text, range: optional(range) })),
    }),
  ],
  ['textDocument/didSave', ofDocument],
  ['textDocument/didClose', ofDocument],
  ['workspace/didChangeConfiguration', object],
  [
    'workspace/didChangeWorkspaceFolders',
    openRecord<unknown>({ event: openRecord<unknown>({ added: folders, removed: folders }) }),
  ],
  ['textDocument/hover', atPosition],
  ['textDocument/completion', atPosition],
  ['completionItem/resolve', openRecord<unknown>({ label: text })],
  [
    'textDocument/codeAction',
    openRecord<unknown>({
      textDocument,
      range,
      context: openRecord<unknown>({ only: optional(list(text)) }),
    }),
  ],
  ['textDocument/documentSymbol', ofDocument],
  ['textDocument/foldingRange', ofDocument],
  ['textDocument/formatting', ofDocument],
  ['textDocument/rangeFormatting', inRange],
  ['textDocument/inlayHint', inRange],
]);

function orNull(schema: Schema<unknown>): Schema<unknown> {
  return { fault: (value, path) => (value === null ? undefined : schema.fault(value, path)) };
}
