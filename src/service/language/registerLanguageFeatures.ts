import {
  CodeActionKind,
  DidChangeConfigurationNotification,
  DocumentFormattingRequest,
  DocumentRangeFormattingRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  MarkupKind,
  TextDocumentSyncKind,
  type Connection,
  type ClientCapabilities,
  type ServerCapabilities,
} from 'vscode-languageserver';
import { checkAgainNotification } from '../../core/protocol/checking.ts';
import { settingsSection } from '../../core/protocol/language.ts';
import type { Client, LanguageSources } from '../client.ts';
import { actionClient, fixAllKind, registerCodeActions } from './codeActions.ts';
import { registerCompletions } from './completions.ts';
import { fromPosition, toRange } from './convert.ts';
import { guideLinks } from './guideLinks.ts';
import { DocumentSettings, type AskForSettings } from './documentSettings.ts';
import { LanguageServer } from './languageServer.ts';
import { excludeSettings } from '../excludeSettings.ts';
import { sysctlLanguage } from './openDocuments.ts';
import { shownText } from './shownText.ts';
import { registerStructure } from './structure.ts';

/** What every format has. */
const everyFormat: ServerCapabilities = {
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
  hoverProvider: true,
  completionProvider: { resolveProvider: true, triggerCharacters: ['.', '/', '='] },
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAllKind, CodeActionKind.Refactor] },
  inlayHintProvider: true,
};

/** A client with dynamic registration gets the languages; others get every feature for the documents they choose. */
export function languageCapabilities({ textDocument }: ClientCapabilities): ServerCapabilities {
  if (textDocument?.formatting?.dynamicRegistration === true) return everyFormat;
  return {
    ...everyFormat,
    documentSymbolProvider: true,
    foldingRangeProvider: true,
    documentFormattingProvider: true,
    documentRangeFormattingProvider: true,
  };
}

/** Files of other languages have outlines and formatters of their own, which these would replace. */
async function registerForSysctl({ client }: Connection): Promise<void> {
  const options = { documentSelector: [{ language: sysctlLanguage }] };
  await client.register(DocumentSymbolRequest.type, options);
  await client.register(FoldingRangeRequest.type, options);
  await client.register(DocumentFormattingRequest.type, options);
  await client.register(DocumentRangeFormattingRequest.type, options);
}

/** Registers the language features on a connection. Call it before `initialize` is answered. */
export function registerLanguageFeatures(
  { connection, params, options, trust, requests }: Client,
  { repository, where }: LanguageSources,
): void {
  const { capabilities } = params;
  const guideLink = guideLinks(options.guideBase, where.guideFolder);
  const showsProblemsOnHover = options.showsProblemsOnHover === true;
  const canRefreshInlayHints = capabilities.workspace?.inlayHint?.refreshSupport === true;
  const server = new LanguageServer(
    connection,
    { guideLink, showsProblemsOnHover },
    {
      settings: new DocumentSettings(settingsOf(connection, capabilities)),
      trust,
      canRefreshInlayHints,
      suspects: options.suspectDocuments,
      repository,
      where,
    },
  );
  server.documents.listen(connection);
  registerSettings(connection, capabilities, server);
  connection.onHover(async ({ textDocument, position }, token) => {
    const asked = await server.context(textDocument.uri, token);
    const hover = asked && server.service.hoverAt(asked.document, fromPosition(position), asked.context);
    if (hover === undefined) return null;
    const contents = { kind: MarkupKind.Markdown, value: hover.markdown };
    return shownText({ range: toRange(hover.range), contents });
  });
  registerCompletions(connection, server);
  registerCodeActions(connection, server, guideLink, actionClient(capabilities, options));
  registerStructure(connection, server);
  requests.onNotification(checkAgainNotification, ({ uri }) => {
    server.checkAgain(uri);
  });
}

/** How settings are asked for; undefined for clients that send changes instead. */
function settingsOf(connection: Connection, { workspace }: ClientCapabilities): AskForSettings | undefined {
  if (workspace?.configuration !== true) return undefined;
  return (uri) => connection.workspace.getConfiguration({ scopeUri: uri, section: settingsSection });
}

function registerSettings(
  connection: Connection,
  { workspace, textDocument }: ClientCapabilities,
  server: LanguageServer,
): void {
  connection.onInitialized(async () => {
    if (workspace?.didChangeConfiguration?.dynamicRegistration === true) {
      await connection.client.register(DidChangeConfigurationNotification.type, {
        section: [settingsSection, ...excludeSettings],
      });
    }
    if (textDocument?.formatting?.dynamicRegistration === true) await registerForSysctl(connection);
  });
  connection.onDidChangeConfiguration(({ settings }) => {
    server.settingsChanged((settings as Record<string, unknown> | null)?.[settingsSection]);
  });
}
