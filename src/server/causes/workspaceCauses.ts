import { setTimeout as sleep } from 'node:timers/promises';
import { CauseWorkspace } from '../../core/causes/causeWorkspace.ts';
import { ignoredPath } from '../../core/causes/ignoredPath.ts';
import { byPatternAlone } from '../../core/causes/judgedSite.ts';
import { attachSites } from '../../core/causes/live/attachSites.ts';
import { CancelledError, type Cancellation } from '../../core/model/cancellation.ts';
import type { SyntaxTrees } from '../../core/parse/syntaxTrees.ts';
import type { CauseSite, FileCausesParams } from '../../core/protocol/causes.ts';
import type { Report } from '../../core/report/report.ts';
import { causeSites } from './causeSites.ts';
import { FolderCauses, type LiveEvidence } from './folderCauses.ts';

/** A report does not wait longer for the first scan of a large workspace; the next inspection has its lines. */
const usualWaitMs = 5000;

export interface CausesParts {
  readonly trees: SyntaxTrees;
  /** Absolute. */
  readonly folders: readonly string[];
  /** Patterns of files that the editor does not show. */
  readonly excludes: () => Promise<readonly string[]>;
  /** Whether the workspace is trusted, and the user wants its lines to be looked at. */
  readonly isAllowed: () => Promise<boolean>;
  /** How long a report waits for the first scan, in milliseconds. */
  readonly longestWaitMs?: number;
}

export interface ReportWithSites {
  readonly report: Report;
  readonly sites: readonly CauseSite[];
  /** The first scan of the workspace was not over in time: there may be more lines. */
  readonly isStillScanning?: true;
}

/** The lines of the workspace that use up connections, tied to what was inspected last. */
export class WorkspaceCauses {
  readonly #parts: CausesParts;
  #folders: readonly FolderCauses[];
  #live: LiveEvidence | undefined;

  constructor(parts: CausesParts) {
    this.#parts = parts;
    this.#folders = parts.folders.map((folder) => new FolderCauses(folder, parts.trees, parts.excludes));
  }

  /** Begins to look at the files: while the sockets are being read, say. */
  async begin(): Promise<void> {
    if (await this.#parts.isAllowed()) await Promise.all(this.#folders.map((folder) => folder.workspace()));
  }

  /** Gives the findings of a report the lines that cause them. Throws only `CancelledError`. */
  async explain(
    report: Report,
    live: LiveEvidence,
    cancellation: Cancellation,
    onProgress: (message: string) => void,
  ): Promise<ReportWithSites> {
    this.#live = live;
    if (this.#folders.length === 0 || !(await this.#parts.isAllowed())) return { report, sites: [] };
    onProgress('Looking for the lines of the workspace that cause it…');
    const judging = Promise.all(
      this.#folders.map(async (one) => ({ folder: one.folder, judged: await one.judge(live, cancellation) })),
    );
    const judged = await within(this.#parts.longestWaitMs ?? usualWaitMs, judging);
    // The report is worth more than its lines: what fails here costs only them.
    if (judged === undefined)
      return {
        report,
        sites: [],
        ...(this.#folders.some(({ isScanned }) => !isScanned) && { isStillScanning: true }),
      };
    return {
      report: {
        ...report,
        findings: judged.reduce(
          (findings, one) => attachSites(findings, one.judged, one.folder),
          report.findings,
        ),
      },
      sites: judged.flatMap((one) => causeSites(one.judged, one.folder)),
    };
  }

  /** The sites of a text that an editor has open. Of an untrusted workspace nothing else is looked at. */
  async ofFile({ path, text }: FileCausesParams): Promise<readonly CauseSite[]> {
    const folder = (await this.#parts.isAllowed())
      ? this.#folders.find((one) => isBelow(path, one.folder))
      : undefined;
    if (folder !== undefined) {
      const inside = path.slice(folder.folder.length + 1);
      return ignoredPath(inside) === undefined
        ? causeSites(await folder.judgeText(path, text, this.#live), folder.folder)
        : [];
    }
    const name = path.slice(path.lastIndexOf('/') + 1);
    const alone = new CauseWorkspace(this.#parts.trees);
    await alone.update(name, text);
    return causeSites(byPatternAlone(alone.sites()), path.slice(0, path.lastIndexOf('/')));
  }

  /** Folders came to the window, or left it: the next inspection looks at the new ones. Absolute. */
  foldersChanged(added: readonly string[], removed: readonly string[]): void {
    const kept = this.#folders.filter(({ folder }) => !removed.includes(folder));
    const isNew = (folder: string): boolean => !kept.some((one) => one.folder === folder);
    this.#folders = [
      ...kept,
      ...added
        .filter(isNew)
        .map((folder) => new FolderCauses(folder, this.#parts.trees, this.#parts.excludes)),
    ];
  }

  filesChanged(paths: readonly string[]): void {
    for (const path of paths)
      for (const folder of this.#folders) if (isBelow(path, folder.folder)) folder.fileChanged(path);
  }
}

function isBelow(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** Undefined if it takes too long or fails; a cancellation goes on. */
async function within<T>(milliseconds: number, result: Promise<T>): Promise<T | undefined> {
  const timeout = new AbortController();
  const waited = sleep(milliseconds, undefined, { signal: timeout.signal }).catch(() => undefined);
  try {
    return await Promise.race([result, waited]);
  } catch (error) {
    if (error instanceof CancelledError) throw error;
    return undefined;
  } finally {
    timeout.abort();
    result.catch(() => undefined);
  }
}
