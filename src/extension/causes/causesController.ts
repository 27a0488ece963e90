import {
  Disposable,
  EventEmitter,
  languages,
  Uri,
  window,
  workspace,
  type DiagnosticCollection,
  type TextDocument,
} from 'vscode';
import { plainLabel } from '../../core/model/plainText.ts';
import {
  fileCausesRequest,
  filesChangedNotification,
  type CauseSite,
  type SearchFailure,
} from '../../core/protocol/causes.ts';
import { settingIds } from '../ids.ts';
import type { Inspections } from '../inspection/inspections.ts';
import type { LazyClient } from '../lazyClient.ts';
import { causeDiagnostic } from './causeDiagnostic.ts';
import { CauseFiles } from './causeFiles.ts';
import { registerCauseProviders } from './causeProviders.ts';
import { finishScan } from './finishScan.ts';
import { mayHaveCause } from './mayHaveCause.ts';

/** After so long without a key, what was typed is judged. */
const typingPauseMs = 300;
/** Files change in bursts, so their changes are sent together. */
const flockMs = 200;
/** Long enough to be read. */
const statusMs = 15_000;

export interface CausesParts {
  readonly server: LazyClient;
  readonly inspections: Inspections;
  readonly guideLink: (section: string) => string;
  readonly isTrusted: () => boolean;
  readonly onFailure: (error: unknown) => void;
}

/** Shows in the editor which lines use up connections: made with the first inspection, or the first open file where none can be made. */
export class CausesController implements Disposable {
  readonly #parts: CausesParts;
  readonly #files: CauseFiles;
  readonly #diagnostics: DiagnosticCollection;
  readonly #lensesChanged = new EventEmitter<void>();
  readonly #typing = new Map<string, NodeJS.Timeout>();
  readonly #changed = new Set<string>();
  #flock: NodeJS.Timeout | undefined;
  #shown: string | undefined;
  #isScanShown = false;
  readonly #subscriptions: Disposable;

  constructor(parts: CausesParts) {
    this.#parts = parts;
    this.#diagnostics = languages.createDiagnosticCollection('socketDiagnostics.causes');
    this.#files = new CauseFiles((params) => parts.server.send(fileCausesRequest, params));
    const watcher = workspace.createFileSystemWatcher('**/*');
    const fileChanged = ({ fsPath }: Uri): void => {
      this.#fileChanged(fsPath);
    };
    this.#subscriptions = Disposable.from(
      this.#diagnostics,
      this.#files,
      this.#lensesChanged,
      watcher,
      watcher.onDidChange(fileChanged),
      watcher.onDidCreate(fileChanged),
      watcher.onDidDelete(fileChanged),
      this.#files.onDidChange(() => {
        this.#publish();
      }),
      parts.inspections.onDidChange(() => {
        this.#follow();
      }),
      workspace.onDidChangeTextDocument(({ document }) => {
        this.#typed(document);
      }),
      window.onDidChangeVisibleTextEditors((editors) => {
        for (const { document } of editors) this.#seen(document);
      }),
      // In an editor that shows it, when its language is changed.
      workspace.onDidOpenTextDocument((document) => {
        if (window.visibleTextEditors.some((editor) => editor.document === document)) this.#seen(document);
      }),
      workspace.onDidCloseTextDocument(({ uri }) => {
        // Nothing but open files was looked at so far.
        if (this.#shown === undefined) this.#files.forget(uri.fsPath);
        else this.#files.closed(uri.fsPath);
      }),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(settingIds.causes) && !isWanted()) this.#files.show([]);
      }),
      ...registerCauseProviders(this.#files, this.#lensesChanged),
    );
    this.#follow();
    for (const { document } of window.visibleTextEditors) this.#seen(document);
  }

  dispose(): void {
    for (const timer of this.#typing.values()) clearTimeout(timer);
    clearTimeout(this.#flock);
    this.#subscriptions.dispose();
  }

  /** Takes over the sites of the current host's newest inspection. */
  #follow(): void {
    const { state, result, host } = this.#parts.inspections.current;
    if (state.kind !== 'done' || result?.sites === undefined || result.inspection === this.#shown) return;
    this.#shown = result.inspection;
    this.#files.show(isWanted() ? result.sites : []);
    if (result.isStillScanning === true && !this.#isScanShown) {
      this.#isScanShown = true;
      finishScan(this.#parts.server, host)
        .catch(this.#parts.onFailure)
        .finally(() => {
          this.#isScanShown = false;
        });
    }
    if (result.searchFailure !== undefined)
      window.setStatusBarMessage(searchFailureText(result.searchFailure), statusMs);
  }

  /**
   * Without trust there is no inspection that would have looked at the folder: what is seen is looked at by itself.
   * VS Code opens documents of its own, such as the user's settings: they are no reason to start the server.
   */
  #seen(document: TextDocument): void {
    if (this.#parts.isTrusted() || !isWanted() || !mayHaveCause(document)) return;
    this.#files.judge(document).catch(this.#parts.onFailure);
  }

  #typed(document: TextDocument): void {
    if (document.uri.scheme !== 'file' || !isWanted()) return;
    const path = document.uri.fsPath;
    clearTimeout(this.#typing.get(path));
    this.#typing.set(
      path,
      setTimeout(() => {
        this.#typing.delete(path);
        if (!document.isClosed) this.#files.judge(document).catch(this.#parts.onFailure);
      }, typingPauseMs),
    );
  }

  #fileChanged(path: string): void {
    this.#changed.add(path);
    this.#flock ??= setTimeout(() => {
      this.#flock = undefined;
      const paths = [...this.#changed];
      this.#changed.clear();
      this.#parts.server.notify(filesChangedNotification, { paths }).catch(this.#parts.onFailure);
    }, flockMs);
  }

  #publish(): void {
    this.#diagnostics.clear();
    for (const [path, sites] of this.#files.all)
      this.#diagnostics.set(Uri.file(path), this.#diagnosticsOf(sites));
    this.#lensesChanged.fire();
  }

  #diagnosticsOf(sites: readonly CauseSite[]) {
    return sites.map((site) => causeDiagnostic(site, this.#parts.guideLink));
  }
}

function searchFailureText({ kind, message }: SearchFailure): string {
  const reason = plainLabel(message);
  return kind === 'workspace'
    ? `The workspace could not be searched for the lines that cause a finding: ${reason}`
    : `Some files could not be searched for the lines that cause a finding: ${reason}`;
}

function isWanted(): boolean {
  return workspace.getConfiguration().get<unknown>(settingIds.causes) !== false;
}
