import { existsSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import type { CauseWorkspace } from '../../core/causes/causeWorkspace.ts';
import { ignoredPath } from '../../core/causes/ignoredPath.ts';
import { byPatternAlone, type JudgedSite } from '../../core/causes/judgedSite.ts';
import type { Cancellation } from '../../core/model/cancellation.ts';
import { valueOf } from '../../core/model/outcome.ts';
import type { SocketTable } from '../../core/model/socketTable.ts';
import { readingTable } from '../../core/model/tableReaders.ts';
import type { SyntaxTrees } from '../../core/parse/syntaxTrees.ts';
import { addEnvironmentFiles } from '../../host/sourceFiles/environmentFiles.ts';
import { joinSockets } from '../../host/sourceFiles/joinSockets.ts';
import { type FolderScan, scanFolder } from '../../host/sourceFiles/scanFolder.ts';
import {
  isOwnFile,
  maxSourceBytes,
  nothingSkipped,
  readSource,
  type ScanProgress,
} from '../../host/sourceFiles/scannedFiles.ts';
import type { LiveEvidence } from '../../service/inspectionSources.ts';

const never = new AbortController().signal;

/** The sites of one folder of the workspace. It is scanned once; afterwards only what changed is looked at. */
export class FolderCauses {
  readonly folder: string;
  readonly #trees: SyntaxTrees;
  readonly #excludes: () => Promise<readonly string[]>;
  readonly #changed = new Set<string>();
  readonly #listeners = new Set<() => void>();
  #scan: Promise<FolderScan> | undefined;
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

  async workspace(): Promise<CauseWorkspace> {
    return (await this.scan()).workspace;
  }

  /**
   * The scan, with what has changed since; what it skipped is of the time when it was made. Begins it unless it has begun.
   * Rejects if it fails; the next call begins another.
   */
  async scan(): Promise<FolderScan> {
    const scan = await (this.#scan ?? this.#begin());
    const changed = [...this.#changed];
    this.#changed.clear();
    for (const path of changed) await this.#lookAgain(scan, path);
    if (changed.length > 0)
      await addEnvironmentFiles(this.folder, scan.workspace, scan.reaches, nothingSkipped());
    return scan;
  }

  /** Of a path within the folder; for a new folder, or other rules of what to leave alone, the whole is scanned again. */
  fileChanged(path: string): void {
    if (this.#scan === undefined) return;
    const name = this.#relative(path);
    const isFolder = existsSync(path) && statSync(path).isDirectory();
    if (!isFolder && basename(path) !== '.gitignore') this.#changed.add(name);
    else if (ignoredPath(isFolder ? `${name}/` : name) === undefined) this.#forget();
  }

  judge(live: LiveEvidence | undefined, cancellation: Cancellation): Promise<readonly JudgedSite[]> {
    return readingTable(tableOf(live), async () => this.#judged(await this.workspace(), live, cancellation));
  }

  /** The sites of a text that is open. Of a file that the scan leaves alone they are nobody else's, open or closed. */
  judgeText(path: string, text: string, live: LiveEvidence | undefined): Promise<readonly JudgedSite[]> {
    return readingTable(tableOf(live), () => this.#judgeText(path, text, live));
  }

  async #judgeText(
    path: string,
    text: string,
    live: LiveEvidence | undefined,
  ): Promise<readonly JudgedSite[]> {
    const { workspace, reaches } = await this.scan();
    const name = this.#relative(path);
    this.looked += 1;
    const isGuest = !workspace.has(name) && !reaches(name);
    if (!isGuest) await workspace.update(name, text);
    const seen = isGuest ? await workspace.beside(name, text) : workspace;
    const judged = await this.#judged(seen, live, never);
    return judged.filter(({ site }) => site.file === name);
  }

  #judged(
    workspace: CauseWorkspace,
    live: LiveEvidence | undefined,
    cancellation: Cancellation,
  ): Promise<readonly JudgedSite[]> {
    return live === undefined
      ? Promise.resolve(byPatternAlone(workspace.sites(), workspace.context.definitions))
      : joinSockets(workspace, this.folder, live.inspection, live.place, { cancellation, dns: false });
  }

  #begin(): Promise<FolderScan> {
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

  async #start(): Promise<FolderScan> {
    this.#ending = new AbortController();
    const cancellation = this.#ending.signal;
    return scanFolder(this.folder, this.#trees, {
      cancellation,
      excludes: await this.#excludes(),
      onProgress: (progress) => {
        this.progress = progress;
        for (const listener of this.#listeners) listener();
      },
    });
  }

  async #lookAgain({ workspace, reaches }: FolderScan, path: string): Promise<void> {
    const isReached = reaches(path);
    if (!isReached && !workspace.has(path)) return;
    this.looked += 1;
    // A script that a process ran when the sockets were read is known.
    const isRead = isReached || (ignoredPath(path) === 'aside' && isOwnFile(this.folder, path));
    const text =
      isRead && existsSync(join(this.folder, path))
        ? readSource(join(this.folder, path), maxSourceBytes, nothingSkipped())
        : undefined;
    if (text === undefined) workspace.remove(path);
    else await workspace.update(path, text);
  }

  #relative(path: string): string {
    return relative(this.folder, path);
  }
}

function tableOf(live: LiveEvidence | undefined): SocketTable | undefined {
  return live && valueOf(live.inspection.snapshot.sockets);
}
