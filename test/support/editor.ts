import type {
  CancellationToken,
  CodeAction,
  Diagnostic,
  Position,
  PublishDiagnosticsParams,
  Range,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { checkingNotification, type CheckingDocument } from '../../src/core/protocol/checking.ts';
import { ServerProcess } from './serverProcess.ts';
import { here, type Place } from './traffic.ts';
import { waitFor } from './waitFor.ts';

/** A minimal editor over the built server: opens texts, waits for their diagnostics, applies edits. */
export class Editor implements AsyncDisposable {
  readonly #server: ServerProcess;
  readonly #documents = new Map<string, TextDocument>();
  readonly #published = new Map<string, PublishDiagnosticsParams>();
  /** How often the server said that the inlay hints of the editor are old. */
  inlayHintRefreshes = 0;
  /** What the server said of the documents that it checks. */
  readonly checks: CheckingDocument[] = [];

  private constructor(server: ServerProcess) {
    this.#server = server;
    server.connection.onNotification(
      'textDocument/publishDiagnostics',
      (params: PublishDiagnosticsParams) => {
        this.#published.set(params.uri, params);
      },
    );
    server.connection.onNotification(checkingNotification.method, (params: CheckingDocument) => {
      this.checks.push(params);
    });
    server.connection.onRequest('workspace/inlayHint/refresh', () => {
      this.inlayHintRefreshes++;
      return null;
    });
  }

  static async start(initializationOptions?: unknown, place: Place = here): Promise<Editor> {
    return new Editor(await ServerProcess.start(place, initializationOptions));
  }

  /** Starts one that the server asks for settings: `settingsOf` gives those of a document. */
  static async startAsked(settingsOf: (scopeUri: string | undefined) => unknown): Promise<Editor> {
    const server = ServerProcess.startSilent(here);
    server.connection.onRequest(
      'workspace/configuration',
      ({ items }: { readonly items: readonly { readonly scopeUri?: string }[] }) =>
        items.map(({ scopeUri }) => settingsOf(scopeUri)),
    );
    await server.greet(undefined, undefined, { configuration: true });
    return new Editor(server);
  }

  /** Starts one with a folder as its workspace. `workspace`: more capabilities of the editor. */
  static async startIn(
    folder: string,
    workspace: object = {},
    options: unknown = {},
    place: Place = here,
  ): Promise<Editor> {
    const server = ServerProcess.startSilent(place);
    await server.greet(options, folder, workspace);
    return new Editor(server);
  }

  async open(uri: string, text: string, languageId = 'sysctl'): Promise<readonly Diagnostic[]> {
    this.#documents.set(uri, TextDocument.create(uri, languageId, 1, text));
    await this.#server.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version: 1, text },
    });
    return this.diagnostics(uri);
  }

  text(uri: string): string {
    return this.#document(uri).getText();
  }

  /** Of the newest text. */
  async diagnostics(uri: string): Promise<readonly Diagnostic[]> {
    const { version } = this.#document(uri);
    const published = await waitFor(
      `diagnostics of ${uri}`,
      () => this.#published.get(uri),
      (newest) => newest?.version === version,
    );
    return published?.diagnostics ?? [];
  }

  ask<Result>(method: string, uri: string, params: object = {}, token?: CancellationToken): Promise<Result> {
    const sent = { textDocument: { uri }, ...params };
    return token === undefined
      ? this.#server.connection.sendRequest(method, sent)
      : this.#server.connection.sendRequest(method, sent, token);
  }

  notify(method: string, params: object): Promise<void> {
    return this.#server.connection.sendNotification(method, params);
  }

  request<Result>(method: string, params: object): Promise<Result> {
    return this.#server.connection.sendRequest(method, params);
  }

  actions(uri: string, range: Range, only?: readonly string[]): Promise<readonly CodeAction[]> {
    return this.ask('textDocument/codeAction', uri, {
      range,
      context: { diagnostics: [], ...(only && { only }) },
    });
  }

  /** Applies edits as an editor does, tells the server, and gives the new diagnostics. */
  async apply(uri: string, edits: readonly TextEdit[]): Promise<readonly Diagnostic[]> {
    const document = this.#document(uri);
    const text = TextDocument.applyEdits(document, [...edits]);
    const version = document.version + 1;
    this.#documents.set(uri, TextDocument.create(uri, document.languageId, version, text));
    await this.#server.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ text }],
    });
    return this.diagnostics(uri);
  }

  /** Sends changes as an editor does while a person types: each counts in the text that the one before has left. */
  async type(
    uri: string,
    changes: readonly { readonly range: Range; readonly text: string }[],
  ): Promise<void> {
    const document = this.#document(uri);
    const version = document.version + 1;
    this.#documents.set(uri, TextDocument.update(document, [...changes], version));
    await this.#server.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: changes,
    });
  }

  async applyAction(uri: string, action: CodeAction): Promise<readonly Diagnostic[]> {
    const { changes } = action.edit as Required<Pick<WorkspaceEdit, 'changes'>>;
    return this.apply(uri, changes[uri] ?? []);
  }

  /** The place of the first occurrence of a piece of the text. */
  find(uri: string, piece: string): Position {
    const document = this.#document(uri);
    return document.positionAt(document.getText().indexOf(piece));
  }

  whole(uri: string): Range {
    const document = this.#document(uri);
    return { start: { line: 0, character: 0 }, end: document.positionAt(document.getText().length) };
  }

  stop(): Promise<number | null> {
    return this.#server.stop();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#server[Symbol.asyncDispose]();
  }

  #document(uri: string): TextDocument {
    const document = this.#documents.get(uri);
    if (document === undefined) throw new Error(`${uri} is not open`);
    return document;
  }
}
