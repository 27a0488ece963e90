import { TextDocuments, type Connection } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { FormatDocument } from '../../core/formats/fileFormat.ts';
import { sysctlConfFormat } from '../../core/formats/sysctlConf/sysctlConfFormat.ts';

/** The open sysctl documents, parsed once per version. */
export class OpenDocuments {
  readonly #documents = new TextDocuments(TextDocument);
  readonly #parsed = new Map<string, { readonly version: number; readonly document: FormatDocument }>();

  readonly onDidChange = this.#documents.onDidChangeContent;
  readonly onDidSave = this.#documents.onDidSave;
  readonly onDidClose = this.#documents.onDidClose;

  listen(connection: Connection): void {
    this.#documents.onDidClose(({ document }) => this.#parsed.delete(document.uri));
    this.#documents.listen(connection);
  }

  uris(): readonly string[] {
    return this.#documents.keys();
  }

  version(uri: string): number | undefined {
    return this.#documents.get(uri)?.version;
  }

  parsed(uri: string): FormatDocument | undefined {
    const open = this.#documents.get(uri);
    if (open === undefined) return undefined;
    const known = this.#parsed.get(uri);
    if (known?.version === open.version) return known.document;
    const document = sysctlConfFormat.read(open.getText());
    this.#parsed.set(uri, { version: open.version, document });
    return document;
  }
}
