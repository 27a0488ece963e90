import type { CancellationToken, Connection, Diagnostic } from 'vscode-languageserver';
import type { DiagnosisContext } from '../../core/language/sysctlDiagnostic.ts';
import {
  createSysctlLanguageService,
  type SysctlLanguageService,
} from '../../core/language/sysctlLanguageService.ts';
import { plainLine } from '../../core/model/plainText.ts';
import type { LanguagePorts } from '../../core/language/languagePorts.ts';
import type { FormatDocument } from '../../core/formats/fileFormat.ts';
import { amongOthers } from '../../core/language/diagnose.ts';
import { mayTellFacts, repositoryFactsIn } from '../../core/formats/factsInFile.ts';
import {
  areSameFacts,
  factsFor,
  factsWithout,
  joinedFacts,
  noFacts,
  type RepositoryFacts,
} from '../../core/formats/repositoryFacts.ts';
import { unreadSentence } from '../../core/formats/unreadPlace.ts';
import { checkingNotification } from '../../core/protocol/checking.ts';
import { requestCancelled } from '../requests.ts';
import type { Trust } from '../trust.ts';
import type { RepositoryReader } from '../inspectionSources.ts';
import { AfterRest } from './afterRest.ts';
import { CheckingInTurn } from './checkingInTurn.ts';
import { Coalesced } from './coalesced.ts';
import { toDiagnostic } from './convert.ts';
import { documentContext, siblingUri } from './documentContext.ts';
import type { DocumentSettings } from './documentSettings.ts';
import type { Freshness, HostKnowledge, LanguagePlace } from './languagePlace.ts';
import { isUnchanged } from './isUnchanged.ts';
import { limited, note, suspectDiagnostic, tooLargeDiagnostic } from './limits.ts';
import { OpenDocuments } from './openDocuments.ts';
import { shownText } from './shownText.ts';

export interface LanguageServerOptions {
  readonly where: LanguagePlace;
  /** What the other files of the workspace say. */
  readonly repository: RepositoryReader;
  /** Until trust is granted, only open documents are read. */
  readonly trust: Trust;
  readonly settings: DocumentSettings;
  /** Whether the client refreshes inlay hints when told to; otherwise it does so at the next change of the text. */
  readonly canRefreshInlayHints: boolean;
  /** Documents that ended the process before. Undefined for a client that does not want to know what is being checked. */
  readonly suspects: readonly string[] | undefined;
}

/** A parsed document, and what is known besides its text. */
export interface AskedDocument {
  readonly document: FormatDocument;
  readonly context: DiagnosisContext;
}

/** State shared by the handlers: the open documents, the settings, information about the host, and the language service. */
export class LanguageServer {
  readonly documents: OpenDocuments;
  readonly service: SysctlLanguageService;
  readonly settings: DocumentSettings;
  readonly where: LanguagePlace;
  readonly #connection: Connection;
  readonly #guideLink: (section: string) => string;
  readonly #canRefreshInlayHints: boolean;
  readonly #repository: RepositoryReader;
  /** Documents that the client was told diagnostics of. */
  readonly #shown = new Set<string>();
  readonly #checking: CheckingInTurn;
  readonly #publishing = new Coalesced((uri) => this.#checking.run(uri, () => this.#publish(uri)));
  /** Those of other files, by the document that they were last told for. */
  readonly #beside = new Map<string, RepositoryFacts>();
  /** Those of open documents. */
  readonly #facts = new WeakMap<FormatDocument, RepositoryFacts>();
  /** Looks at what an edited text is. */
  readonly #recognising = new AfterRest((uri) => {
    void this.#checking.run(uri, () => Promise.resolve(void this.documents.parsed(uri)));
  });
  #host: HostKnowledge | undefined;

  constructor(connection: Connection, ports: LanguagePorts, options: LanguageServerOptions) {
    const { settings, trust, canRefreshInlayHints, suspects, repository, where } = options;
    this.where = where;
    this.#repository = repository;
    this.#connection = connection;
    this.settings = settings;
    this.#guideLink = ports.guideLink;
    this.#canRefreshInlayHints = canRefreshInlayHints;
    this.service = createSysctlLanguageService(ports);
    this.documents = new OpenDocuments(where, suspects ?? [], (uri) => this.#publishing.request(uri));
    this.#checking = new CheckingInTurn(async (uri) => {
      if (suspects === undefined) return;
      await connection.sendNotification(checkingNotification.method, uri === undefined ? {} : { uri });
    });
    if (trust.isGranted) this.#readHost();
    else trust.onGrant(() => this.#readHost());
    this.documents.onDidOpen(({ document }) => {
      this.#checking.opened(document.uri);
    });
    this.documents.onDidChange(({ document }) => this.#publishing.request(document.uri));
    this.documents.onDidSave(() => this.#filesChanged());
    this.documents.onDidClose(({ document }) => this.#close(document.uri));
  }

  /** `sent`: what the client sent with the change. */
  settingsChanged(sent: unknown): void {
    this.settings.changed(sent);
    // Other files may be excluded.
    this.#repository.filesChanged();
    this.publishAll();
  }

  /** Called after a change outside the text that makes the client's view of the open documents outdated. */
  publishAll(): void {
    const uris = this.documents.uris();
    for (const uri of uris) this.#publishing.request(uri);
    if (uris.length === 0 || !this.#canRefreshInlayHints) return;
    this.#connection.languages.inlayHint.refresh().catch((error: unknown) => {
      this.#connection.console.error(`Refreshing inlay hints failed: ${String(error)}`);
    });
  }

  /** For a request: undefined for a document that is not open or not read. */
  async document(uri: string, token: CancellationToken): Promise<FormatDocument | undefined> {
    await this.#turn(uri, token);
    return this.documents.parsed(uri);
  }

  /** For a request: undefined for a document that is not open or not read. */
  async context(uri: string, token: CancellationToken): Promise<AskedDocument | undefined> {
    await this.#turn(uri, token);
    return this.#context(uri, 'fresh');
  }

  /** Checks a document that ended the process before. */
  checkAgain(uri: string): void {
    this.documents.forgive(uri);
    this.#publishing.request(uri);
  }

  /** Waits until a request may read a document. A cancellation that was sent right after it is seen first. */
  async #turn(uri: string, token: CancellationToken): Promise<void> {
    await this.#checking.firstCheck(uri);
    await this.where.nextTurn();
    if (token.isCancellationRequested) throw requestCancelled();
  }

  async #context(uri: string, wanted: Freshness): Promise<AskedDocument | undefined> {
    const document = this.documents.parsed(uri, wanted);
    if (document === undefined) return undefined;
    const settings = await this.settings.of(uri);
    const context = await documentContext(this.where, uri, document, settings, this.#host, wanted);
    const repository = document.needsRepository ? await this.#factsBeside(uri, wanted) : undefined;
    if (repository === undefined) return { document, context };
    return { document: amongOthers(document, { repository }), context: { ...context, repository } };
  }

  /** What is open counts as it is in the editor. */
  async #factsBeside(uri: string, wanted: Freshness): Promise<RepositoryFacts> {
    const { facts } = await this.#repository.get();
    const open = this.documents.uris().flatMap((one) => {
      const document = this.documents.parsed(one, wanted);
      const file = this.where.pathOf(one);
      return file === undefined || document === undefined ? [] : [{ uri: one, file, document }];
    });
    const onDisk = open.reduce((left, { file }) => factsWithout(file, left), facts);
    const own = this.where.pathOf(uri);
    const found = joinedFacts([
      own === undefined ? onDisk : factsFor(own, onDisk),
      ...open.map(({ uri: one, file, document }) => {
        const said = this.#factsOf(file, document);
        // Of itself a document is told only its services, over which those of others may lead back to it.
        return one === uri ? { ...noFacts, composeServices: said.composeServices } : said;
      }),
    ]);
    // The same object as long as they say the same, because everything is judged again for others.
    const before = this.#beside.get(uri);
    const told = before !== undefined && areSameFacts(before, found) ? before : found;
    this.#beside.set(uri, told);
    return told;
  }

  #factsOf(file: string, document: FormatDocument): RepositoryFacts {
    const known = this.#facts.get(document);
    if (known !== undefined) return known;
    const { text } = document;
    const facts = mayTellFacts(text) ? repositoryFactsIn(file, text, document.assignments) : noFacts;
    this.#facts.set(document, facts);
    return facts;
  }

  /** Whether edits that were made from the facts about a file still belong to its text. */
  isUnchanged(file: string, facts: RepositoryFacts | undefined): Promise<boolean> {
    const uri = this.documents.uris().find((one) => this.where.pathOf(one) === file);
    return isUnchanged(
      this.where,
      file,
      facts,
      uri === undefined ? undefined : this.documents.parsed(uri)?.text,
    );
  }

  #readHost(): void {
    this.#host = this.where.readHost(() => {
      for (const uri of this.documents.uris()) this.#publishing.request(uri);
    });
    this.publishAll();
  }

  #filesChanged(): void {
    this.#host?.forgetFiles();
    this.#repository.filesChanged();
    this.publishAll();
  }

  async #publish(uri: string): Promise<void> {
    const version = this.documents.version(uri);
    if (version === undefined) return;
    try {
      const diagnostics = await this.#diagnostics(uri);
      // Of most documents nothing is ever said.
      if (
        diagnostics.length === 0 &&
        this.documents.parsed(uri, 'known') === undefined &&
        !this.#shown.has(uri)
      )
        return;
      this.#shown.add(uri);
      // A newer text is diagnosed in its own turn.
      if (this.documents.version(uri) !== version) return;
      await this.#connection.sendDiagnostics(shownText({ uri, version, diagnostics }));
      if (this.documents.isDoubtful(uri)) this.#recognising.request(uri);
    } catch (error) {
      this.#connection.console.error(plainLine(`Diagnosing ${uri} failed: ${String(error)}`));
    }
  }

  async #diagnostics(uri: string): Promise<Diagnostic[]> {
    if (this.documents.isSuspect(uri)) return [suspectDiagnostic];
    if (this.documents.isTooLarge(uri)) return [tooLargeDiagnostic];
    const asked = await this.#context(uri, 'known');
    if (asked === undefined) return [];
    const { document, context } = asked;
    const diagnostics = this.service.diagnose(document, context, this.documents.memory(uri));
    return limited([
      ...document.unread.map((place) => note(unreadSentence(place))),
      ...diagnostics.map((diagnostic) =>
        toDiagnostic(diagnostic, this.#guideLink, (path) => siblingUri(this.where, uri, path)),
      ),
    ]);
  }

  #close(uri: string): void {
    this.#publishing.forget(uri);
    this.#recognising.forget(uri);
    this.#beside.delete(uri);
    this.settings.forget(uri);
    this.#checking.closed(uri);
    if (this.#shown.delete(uri)) void this.#connection.sendDiagnostics({ uri, diagnostics: [] });
  }
}
