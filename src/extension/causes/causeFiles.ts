import { EventEmitter, type Disposable, type TextDocument } from 'vscode';
import type { CauseSite, FileCausesParams } from '../../core/protocol/causes.ts';

interface Known {
  /** The document that was judged, while it is open, and its version; undefined if the file was judged. */
  readonly document?: TextDocument;
  readonly version?: number;
  readonly sites: readonly CauseSite[];
}

/** The newest sites of each file: those of the last inspection, and of what has been typed since. */
export class CauseFiles implements Disposable {
  readonly #judge: (params: FileCausesParams) => Promise<readonly CauseSite[]>;
  readonly #changed = new EventEmitter<void>();
  readonly #known = new Map<string, Known>();
  readonly #running = new Map<string, Promise<readonly CauseSite[]>>();

  readonly onDidChange = this.#changed.event;

  constructor(judge: (params: FileCausesParams) => Promise<readonly CauseSite[]>) {
    this.#judge = judge;
  }

  get all(): ReadonlyMap<string, readonly CauseSite[]> {
    return new Map([...this.#known].map(([path, { sites }]) => [path, sites]));
  }

  /** Takes the sites of an inspection: what it does not name has none. */
  show(sites: readonly CauseSite[]): void {
    this.#known.clear();
    for (const site of sites) {
      const { sites: before = [] } = this.#known.get(site.file) ?? {};
      this.#known.set(site.file, { sites: [...before, site] });
    }
    this.#changed.fire();
  }

  /** A file that is no longer open, where nothing but open files is looked at. */
  forget(path: string): void {
    if (this.#known.delete(path)) this.#changed.fire();
  }

  /** The versions of a document begin anew when its file is opened again. */
  closed(path: string): void {
    const known = this.#known.get(path);
    if (known !== undefined) this.#known.set(path, { sites: known.sites });
  }

  /** Those of the document as it is now. */
  async of(document: TextDocument): Promise<readonly CauseSite[]> {
    const path = document.uri.fsPath;
    const known = this.#known.get(path);
    if (known?.version === undefined && !document.isDirty) return known?.sites ?? [];
    return this.judge(document);
  }

  /** Judges the document as it is now, once for each version. */
  async judge(document: TextDocument): Promise<readonly CauseSite[]> {
    const path = document.uri.fsPath;
    const { version } = document;
    const known = this.#known.get(path);
    if (known?.document === document && known.version === version) return known.sites;
    const key = `${path} ${String(version)}`;
    const running = this.#running.get(key);
    if (running !== undefined) return running;
    const judging = this.#judge({ path, text: document.getText() })
      .then((sites) => {
        if (document.version === version && !document.isClosed) {
          this.#known.set(path, { document, version, sites });
          this.#changed.fire();
        }
        return sites;
      })
      .finally(() => this.#running.delete(key));
    this.#running.set(key, judging);
    return judging;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
