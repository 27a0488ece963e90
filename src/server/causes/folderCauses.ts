import { existsSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { tellsContext, type CauseWorkspace } from '../../core/causes/causeWorkspace.ts';
import { ignoredPath } from '../../core/causes/ignoredPath.ts';
import { byPatternAlone, type JudgedSite } from '../../core/causes/judgedSite.ts';
import { mayHaveLanguage } from '../../core/causes/sourceLanguage.ts';
import type { Inspection } from '../../core/inspect/inspect.ts';
import type { Cancellation } from '../../core/model/cancellation.ts';
import type { SyntaxTrees } from '../../core/parse/syntaxTrees.ts';
import type { Place } from '../../host/place.ts';
import { joinSockets } from '../../host/sourceFiles/joinSockets.ts';
import { scanFolder } from '../../host/sourceFiles/scanFolder.ts';
import { nothingSkipped, readSource, type ScanProgress } from '../../host/sourceFiles/scannedFiles.ts';

const maxBytes = 1_000_000;
const never = new AbortController().signal;

/** What sockets are compared with: the newest inspection of any host. */
export interface LiveEvidence {
  readonly inspection: Inspection;
  readonly place: Place;
}

/** The sites of one folder of the workspace. It is scanned once; afterwards only what changed is looked at. */
export class FolderCauses {
  readonly folder: string;
  readonly #trees: SyntaxTrees;
  readonly #excludes: () => Promise<readonly string[]>;
  readonly #changed = new Set<string>();
  readonly #listeners = new Set<() => void>();
  #scan: Promise<CauseWorkspace> | undefined;
  #ending = new AbortController();
  #isScanned = false;
  /** How far the scan is, or was. */
  progress: ScanProgress = { looked: 0, total: 0 };
  /** How many files were looked at since the scan. */
  looked = 0;

  constructor(folder: string, trees: SyntaxTrees, excludes: () => Promise<readonly string[]>) {
    this.folder = folder;
    this.#trees = trees;
    this.#excludes = excludes;
  }

  /** Whether the scan is over: that of what the folder has now. */
  get isScanned(): boolean {
    return this.#isScanned;
  }

  /** Tells of progress until the function that it returns is called. */
  onProgress(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Ends a scan that is running: it rejects with `CancelledError` for all that wait for it. */
  endScan(): void {
    this.#ending.abort();
  }

  /** Begins the scan unless it has begun. Rejects if it fails; the next call begins another. */
  async workspace(): Promise<CauseWorkspace> {
    const workspace = await (this.#scan ?? this.#begin());
    const changed = [...this.#changed];
    this.#changed.clear();
    for (const path of changed) await this.#lookAgain(workspace, path);
    return workspace;
  }

  /** Of a path within the folder; a folder that is new or gone has the whole scanned again. */
  fileChanged(path: string): void {
    if (this.#scan === undefined) return;
    if (existsSync(path) && statSync(path).isDirectory()) this.#forget();
    else this.#changed.add(this.#relative(path));
  }

  async judge(live: LiveEvidence | undefined, cancellation: Cancellation): Promise<readonly JudgedSite[]> {
    const workspace = await this.workspace();
    if (live === undefined) return byPatternAlone(workspace.sites(), workspace.context.definitions);
    return joinSockets(workspace, this.folder, live.inspection, live.place, {
      cancellation,
      dns: false,
    });
  }

  async judgeText(
    path: string,
    text: string,
    live: LiveEvidence | undefined,
  ): Promise<readonly JudgedSite[]> {
    const workspace = await this.workspace();
    const name = this.#relative(path);
    this.looked += 1;
    await workspace.update(name, text);
    const judged = await this.judge(live, never);
    return judged.filter(({ site }) => site.file === name);
  }

  #begin(): Promise<CauseWorkspace> {
    const scan = this.#start();
    this.#scan = scan;
    const isNewest = (): boolean => this.#scan === scan;
    scan.then(
      () => {
        if (isNewest()) this.#isScanned = true;
      },
      () => {
        if (isNewest()) this.#forget();
      },
    );
    return scan;
  }

  #forget(): void {
    this.#scan = undefined;
    this.#isScanned = false;
  }

  async #start(): Promise<CauseWorkspace> {
    this.#ending = new AbortController();
    const cancellation = this.#ending.signal;
    const { workspace } = await scanFolder(this.folder, this.#trees, {
      cancellation,
      excludes: await this.#excludes(),
      onProgress: (progress) => {
        this.progress = progress;
        for (const listener of this.#listeners) listener();
      },
    });
    return workspace;
  }

  async #lookAgain(workspace: CauseWorkspace, path: string): Promise<void> {
    if (ignoredPath(path) !== undefined || !(mayHaveLanguage(path) || tellsContext(path))) return;
    this.looked += 1;
    const text = existsSync(join(this.folder, path))
      ? readSource(join(this.folder, path), maxBytes, nothingSkipped())
      : undefined;
    if (text === undefined) workspace.remove(path);
    else await workspace.update(path, text);
  }

  #relative(path: string): string {
    return relative(this.folder, path);
  }
}
