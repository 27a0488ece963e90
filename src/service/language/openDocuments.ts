import {
  TextDocuments,
  type Connection,
  type Range,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { FileFormat, FormatDocument } from '../../core/formats/fileFormat.ts';
import { checkedSize } from '../../core/formats/checkedSize.ts';
import { formatOf, sampleOf } from '../../core/formats/formats.ts';
import { sysctlConfFormat } from '../../core/formats/sysctlConf/sysctlConfFormat.ts';
import { DiagnosisMemory } from '../../core/language/diagnosisMemory.ts';
import type { KeptLines } from '../../core/parse/sysctlConf.ts';
import { documentPath } from './documentPath.ts';
import type { Freshness, LanguagePlace } from './languagePlace.ts';
import { isTooLargeDocument } from './limits.ts';

/** What clients call the language of sysctl.conf. */
export const sysctlLanguage = 'sysctl';

interface Parsed {
  readonly version: number;
  readonly document: FormatDocument | undefined;
  /** As the protocol counts them. */
  readonly lineCount: number;
  /** False while a text is taken for what it was before it was edited. */
  readonly isRecognised: boolean;
}

/** The open documents that set parameters, parsed once per version. */
export class OpenDocuments {
  readonly #documents = new TextDocuments<TextDocument>({
    create: (...document) => TextDocument.create(...document),
    update: (document, changes, version) => this.#update(document, changes, version),
  });
  readonly #parsed = new Map<string, Parsed>();
  /** What the edits since a document was parsed have left alone. */
  readonly #kept = new Map<string, KeptLines>();
  readonly #memories = new Map<string, DiagnosisMemory>();

  readonly #where: Pick<LanguagePlace, 'pathOf'>;
  /** Documents that ended the process before: they count as not parsed. */
  readonly #suspects: Set<string>;
  readonly #becameAnother: (uri: string) => void;

  readonly onDidOpen = this.#documents.onDidOpen;
  readonly onDidChange = this.#documents.onDidChangeContent;
  readonly onDidSave = this.#documents.onDidSave;
  readonly onDidClose = this.#documents.onDidClose;

  /** `becameAnother` is called when a text turns out not to be what it was taken for: what was said of it is wrong. */
  constructor(
    where: Pick<LanguagePlace, 'pathOf'>,
    suspects: readonly string[],
    becameAnother: (uri: string) => void,
  ) {
    this.#where = where;
    this.#suspects = new Set(suspects);
    this.#becameAnother = becameAnother;
  }

  isSuspect(uri: string): boolean {
    return this.#suspects.has(uri);
  }

  forgive(uri: string): void {
    this.#suspects.delete(uri);
  }

  listen(connection: Connection): void {
    this.#documents.onDidClose(({ document: { uri } }) => {
      this.#parsed.delete(uri);
      this.#kept.delete(uri);
      this.#memories.delete(uri);
    });
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
    if (open === undefined || !isTooLargeDocument(open)) return false;
    if (open.languageId === sysctlLanguage) return true;
    const text = open.getText();
    return (
      formatOf(
        text,
        documentPath(this.#where, open.uri, open.languageId),
        sampleOf(text, checkedSize.text),
      ) !== undefined
    );
  }

  /**
   * Undefined for a document that is not open, too large, or suspect. What format a text has is decided by all of it: for a key
   * press, the format that it had is good enough.
   */
  parsed(uri: string, wanted: Freshness = 'fresh'): FormatDocument | undefined {
    const open = this.#documents.get(uri);
    if (open === undefined || this.isSuspect(uri) || isTooLargeDocument(open)) return undefined;
    const before = this.#parsed.get(uri);
    const known = before?.version === open.version ? before : this.#parse(open, before);
    const { version, lineCount } = known;
    if (known.isRecognised || wanted === 'known') return known.document;
    const isSame = this.#formatOf(open) === known.document?.format;
    const document = isSame ? known.document : this.#read(open);
    this.#parsed.set(uri, { version, document, lineCount, isRecognised: true });
    if (!isSame) this.#becameAnother(uri);
    return document;
  }

  /** Whether a document is taken for what it was before it was edited. */
  isDoubtful(uri: string): boolean {
    return this.#parsed.get(uri)?.isRecognised === false;
  }

  #parse(open: TextDocument, before: Parsed | undefined): Parsed {
    const { uri, version, lineCount } = open;
    const retyped = this.#retyped(open, before);
    this.#kept.delete(uri);
    const isRecognised = retyped === undefined || retyped.format === sysctlConfFormat;
    const parsed = { version, document: retyped ?? this.#read(open), lineCount, isRecognised };
    this.#parsed.set(uri, parsed);
    return parsed;
  }

  /** What is known of the diagnosis of its earlier texts. */
  memory(uri: string): DiagnosisMemory {
    const memory = this.#memories.get(uri) ?? new DiagnosisMemory();
    this.#memories.set(uri, memory);
    return memory;
  }

  /** Applies changes one by one: the lines that each counts are those that the one before has left. */
  #update(
    document: TextDocument,
    changes: readonly TextDocumentContentChangeEvent[],
    version: number,
  ): TextDocument {
    for (const change of changes) {
      const { before, after } = this.#kept.get(document.uri) ?? { before: Infinity, after: Infinity };
      const own = 'range' in change ? keptBy(change.range, document.lineCount) : { before: 0, after: 0 };
      this.#kept.set(document.uri, {
        before: Math.min(before, own.before),
        after: Math.min(after, own.after),
      });
      document = TextDocument.update(document, [change], version);
    }
    return document;
  }

  /** The document as it was, with the lines read that were typed since; undefined where all of it has to be read. */
  #retyped(open: TextDocument, known: Parsed | undefined): FormatDocument | undefined {
    const kept = this.#kept.get(open.uri);
    const { document, lineCount } = known ?? {};
    if (kept === undefined || document?.retyped === undefined || document.lineCount !== lineCount)
      return undefined;
    const retyped = document.retyped(open.getText(), kept);
    // A carriage return alone ends a line for the protocol, and for no tool.
    return retyped.lineCount === open.lineCount ? retyped : undefined;
  }

  #read(open: TextDocument): FormatDocument | undefined {
    const text = open.getText();
    const path = documentPath(this.#where, open.uri, open.languageId);
    const format = this.#formatOf(open);
    return format?.open?.(text, path) ?? format?.read(text, path);
  }

  /** A file of sysctl is what the editor says it is; any other is recognised by its content and name. */
  #formatOf(open: TextDocument): FileFormat | undefined {
    if (open.languageId === sysctlLanguage) return sysctlConfFormat;
    return formatOf(open.getText(), documentPath(this.#where, open.uri, open.languageId));
  }
}

/** The lines around a change. */
function keptBy({ start, end }: Range, lineCount: number): KeptLines {
  const [first, last] = [Math.min(start.line, end.line), Math.max(start.line, end.line)];
  return { before: Math.max(0, first), after: Math.max(0, lineCount - 1 - last) };
}
