import { CauseWorkspace, type GrammarFailure } from '../../core/causes/causeWorkspace.ts';
import { ignoredPath } from '../../core/causes/ignoredPath.ts';
import { byPatternAlone } from '../../core/causes/judgedSite.ts';
import { attachSites } from '../../core/causes/live/attachSites.ts';
import { CancelledError, isCancelled, type Cancellation } from '../../core/model/cancellation.ts';
import type { SyntaxTrees } from '../../core/parse/syntaxTrees.ts';
import { isAtOrBelow } from '../../core/model/pathText.ts';
import type { CauseSite, FileCausesParams } from '../../core/protocol/causes.ts';
import type { Report } from '../../core/report/report.ts';
import { unsearchedOf } from '../../core/report/unsearched.ts';
import { maxSourceBytes, scanProgressText } from '../../host/sourceFiles/scannedFiles.ts';
import type { LiveEvidence, ReportWithSites } from '../../service/inspectionSources.ts';
import { usualWaitMs, within } from '../../service/within.ts';
import { causeSites } from './causeSites.ts';
import { FolderCauses } from './folderCauses.ts';

export interface CausesParts {
  readonly trees: SyntaxTrees;
  /** The folders of the window as it is now, absolute. */
  readonly folders: () => readonly string[];
  /** Patterns of files that the editor does not show. */
  readonly excludes: () => Promise<readonly string[]>;
  /** Whether the workspace is trusted, and the user wants its lines to be looked at. */
  readonly isAllowed: () => Promise<boolean>;
  /** How long a report waits for the first scan, in milliseconds. */
  readonly longestWaitMs?: number;
}

/** The lines of the workspace that use up connections, tied to what was inspected last. */
export class WorkspaceCauses {
  readonly #parts: CausesParts;
  #folders: ReadonlyMap<string, FolderCauses> = new Map();
  #live: LiveEvidence | undefined;

  constructor(parts: CausesParts) {
    this.#parts = parts;
  }

  /** Begins to look at the files: while the sockets are being read, say. */
  async begin(): Promise<void> {
    if (await this.#parts.isAllowed()) await Promise.all(this.#current().map((folder) => folder.workspace()));
  }

  /** Gives the findings of a report the lines that cause them. Throws only `CancelledError`. */
  async explain(
    report: Report,
    live: LiveEvidence,
    cancellation: Cancellation,
    onProgress: (message: string) => void,
  ): Promise<ReportWithSites> {
    this.#live = live;
    const folders = this.#current();
    if (folders.length === 0 || !(await this.#parts.isAllowed())) return { report, sites: [] };
    onProgress('Looking for the lines of the workspace that cause it…');
    const judging = Promise.all(
      folders.map(async (one) => ({
        folder: one.folder,
        judged: await one.judge(live, cancellation),
        scan: await one.scan(),
      })),
    );
    const quiet = tellProgress(folders, onProgress);
    // The scan is everybody's: who stops waiting for it does not end it.
    const answer = await within(this.#parts.longestWaitMs ?? usualWaitMs, judging, cancellation).finally(
      quiet,
    );
    // The report is worth more than its lines: what fails here costs only them.
    if (answer.kind === 'failed')
      return { report, sites: [], searchFailure: { kind: 'workspace', message: answer.message } };
    if (answer.kind === 'late')
      return {
        report,
        sites: [],
        ...(folders.some(({ isScanned }) => !isScanned) && { isStillScanning: true }),
      };
    const scans = answer.value.map(({ scan }) => scan);
    const unsearched = unsearchedOf(scans.map(({ skipped }) => skipped));
    return {
      report: {
        ...report,
        ...(unsearched && { unsearched }),
        findings: answer.value.reduce(
          (findings, one) => attachSites(findings, one.judged, one.folder),
          report.findings,
        ),
      },
      sites: answer.value.flatMap((one) => causeSites(one.judged, one.folder)),
      ...failureOf(scans.flatMap(({ workspace }) => workspace.failures)),
    };
  }

  /** Waits for the scan that a report could not wait for, and ends it if cancelled. Throws `CancelledError` then. */
  async finishScan(cancellation: Cancellation, onProgress: (message: string) => void): Promise<void> {
    const folders = this.#current();
    if (!(await this.#parts.isAllowed())) return;
    const end = (): void => {
      for (const folder of folders) folder.endScan();
    };
    if (isCancelled(cancellation)) {
      end();
      throw new CancelledError();
    }
    const quiet = tellProgress(folders, onProgress);
    cancellation.addEventListener('abort', end);
    try {
      await Promise.all(folders.map((folder) => folder.workspace()));
    } finally {
      cancellation.removeEventListener('abort', end);
      quiet();
    }
  }

  /** The sites of a text that an editor has open. Of an untrusted workspace nothing else is looked at. */
  async ofFile({ path, text }: FileCausesParams): Promise<readonly CauseSite[]> {
    if (text.length > maxSourceBytes) return [];
    const folder = this.#current().find((one) => isAtOrBelow(path, one.folder));
    const base = folder?.folder ?? path.slice(0, path.lastIndexOf('/'));
    const name = path.slice(base.length + 1);
    if (ignoredPath(name) === 'foreign') return [];
    if (folder !== undefined && (await this.#parts.isAllowed()))
      return causeSites(await folder.judgeText(path, text, this.#live), base);
    const alone = new CauseWorkspace(this.#parts.trees);
    await alone.update(name, text);
    return causeSites(byPatternAlone(alone.sites(), alone.context.definitions), base);
  }

  filesChanged(paths: readonly string[]): void {
    for (const path of paths)
      for (const folder of this.#current()) if (isAtOrBelow(path, folder.folder)) folder.fileChanged(path);
  }

  /** What is known of a folder is kept as long as the window has it. */
  #current(): readonly FolderCauses[] {
    const { folders, trees, excludes } = this.#parts;
    const known = this.#folders;
    this.#folders = new Map(
      folders().map((folder) => [folder, known.get(folder) ?? new FolderCauses(folder, trees, excludes)]),
    );
    return [...this.#folders.values()];
  }
}

/** Says how far the scans of all folders are, until the function that it returns is called. */
function tellProgress(folders: readonly FolderCauses[], tell: (message: string) => void): () => void {
  const listener = (): void => {
    const looked = folders.reduce((sum, { progress }) => sum + progress.looked, 0);
    const total = folders.reduce((sum, { progress }) => sum + progress.total, 0);
    tell(scanProgressText({ looked, total }));
  };
  const subscriptions = folders.map((folder) => folder.onProgress(listener));
  return () => {
    for (const end of subscriptions) end();
  };
}

/** Without a grammar there may be more lines than those that were found. */
function failureOf(failures: readonly GrammarFailure[]): Pick<ReportWithSites, 'searchFailure'> {
  const [first] = failures;
  return first === undefined ? {} : { searchFailure: { kind: 'files', message: first.message } };
}
