import { TextDocuments, type Connection } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { FormatDocument } from '../../core/formats/fileFormat.ts';
import { formatOf, sampleOf } from '../../core/formats/formats.ts';
import { sysctlConfFormat } from '../../core/formats/sysctlConf/sysctlConfFormat.ts';
import { documentPath } from './documentPath.ts';
import { isTooLarge, largestText } from './limits.ts';

/** What clients call the language of sysctl.conf. */
export const sysctlLanguage = 'sysctl';

/** The open documents that set parameters, parsed once per version. */
export class OpenDocuments {
  readonly #documents = new TextDocuments(TextDocument);
  readonly #parsed = new Map<
    string,
    { readonly version: number; readonly document: FormatDocument | undefined }
  >();

  /** Documents that ended the process before: they count as not parsed. */
  readonly #suspects: Set<string>;

  readonly onDidOpen = this.#documents.onDidOpen;
  readonly onDidChange = this.#documents.onDidChangeContent;
  readonly onDidSave = this.#documents.onDidSave;
  readonly onDidClose = this.#documents.onDidClose;

  constructor(suspects: readonly string[]) {
    this.#suspects = new Set(suspects);
  }

  isSuspect(uri: string): boolean {
    return this.#suspects.has(uri);
  }

  forgive(uri: string): void {
    this.#suspects.delete(uri);
  }

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

  /** Whether a document may set parameters and is too large to be read, which its writer should be told. */
  isTooLarge(uri: string): boolean {
    const open = this.#documents.get(uri);
    if (open === undefined || !isTooLarge(open)) return false;
    if (open.languageId === sysctlLanguage) return true;
    const text = open.getText();
    return formatOf(text, documentPath(open.uri, open.languageId), sampleOf(text, largestText)) !== undefined;
  }

  /** Undefined for a document that is not open, too large, or suspect. */
  parsed(uri: string): FormatDocument | undefined {
    const open = this.#documents.get(uri);
    if (open === undefined || this.isSuspect(uri) || isTooLarge(open)) return undefined;
    const known = this.#parsed.get(uri);
    if (known?.version === open.version) return known.document;
    const document = this.#read(open);
    this.#parsed.set(uri, { version: open.version, document });
    return document;
  }

  /** A file of sysctl is what the editor says it is; any other is recognised by its content and name. */
  #read(open: TextDocument): FormatDocument | undefined {
    const text = open.getText();
    if (open.languageId === sysctlLanguage) return sysctlConfFormat.read(text);
    const path = documentPath(open.uri, open.languageId);
    return formatOf(text, path)?.read(text, path);
  }
}
