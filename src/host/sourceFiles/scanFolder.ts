import { CauseWorkspace } from '../../core/causes/causeWorkspace.ts';
import type { SyntaxTrees } from '../../core/parse/syntaxTrees.ts';
import { addEnvironmentFiles } from './environmentFiles.ts';
import {
  isSource,
  nothingSkipped,
  pathsLeftAlone,
  scannedFiles,
  type ScanOptions,
  type SkippedFiles,
} from './scannedFiles.ts';

export interface FolderScan {
  readonly workspace: CauseWorkspace;
  /** Whether the scan comes to a path within the folder: for files that change later. */
  readonly reaches: (path: string) => boolean;
  /** Files that were read. */
  readonly looked: number;
  /** Files that were parsed, as their text may hold a site. */
  readonly judged: number;
  readonly skipped: Readonly<SkippedFiles> & {
    /** Written by a program, or squeezed. */
    readonly generated: number;
    readonly unparsed: number;
    /** The grammar of their language could not be loaded: see `workspace.failures`. */
    readonly noGrammar: number;
    /** Files with more than 1,000 sites, of which the rest was not looked for. */
    readonly overSites: number;
  };
}

/** Looks at all files below a folder. The paths of its sites are relative to the folder. Throws only `CancelledError`. */
export async function scanFolder(
  folder: string,
  trees: SyntaxTrees,
  options: ScanOptions,
): Promise<FolderScan> {
  const workspace = new CauseWorkspace(trees);
  const skipped = nothingSkipped();
  const fates = { judged: 0, 'no-candidate': 0, generated: 0, aside: 0, unparsed: 0, 'no-grammar': 0 };
  let looked = 0;
  for await (const { path, text } of scannedFiles(folder, skipped, options)) {
    looked += 1;
    fates[await workspace.update(path, text)] += 1;
  }
  const isLeftAlone = pathsLeftAlone(folder, options.excludes ?? []);
  const reaches = (path: string): boolean =>
    (isSource(path) || workspace.context.environmentFiles.has(path)) && !isLeftAlone(path);
  await addEnvironmentFiles(folder, workspace, reaches, skipped);
  const { judged, generated, unparsed, 'no-grammar': noGrammar } = fates;
  const aside = skipped.aside + fates.aside;
  const ended = workspace.sites().filter(({ endsSearch }) => endsSearch === true);
  const overSites = new Set(ended.map(({ file }) => file)).size;
  return {
    workspace,
    reaches,
    looked,
    judged,
    skipped: { ...skipped, aside, generated, unparsed, noGrammar, overSites },
  };
}
