import type { ChainLink, JudgedSite } from '../../core/causes/judgedSite.ts';
import type { TextRange } from '../../core/model/textRange.ts';
import type { FolderScan } from '../../host/sourceFiles/scanFolder.ts';

/** What `causes` found. */
export interface CausesResult {
  readonly sites: readonly JudgedSite[];
  readonly scan: Pick<FolderScan, 'looked' | 'judged' | 'skipped'> & {
    readonly workspace: Pick<FolderScan['workspace'], 'failures'>;
  };
}

/** What `causes --json` prints; docs/causes.md describes it. */
export interface CausesJson extends Pick<FolderScan, 'looked' | 'judged' | 'skipped'> {
  readonly schema: 'socket-diagnostics/causes';
  readonly version: 1;
  readonly sites: readonly CausesJsonSite[];
  /** What could not be looked at, in sentences; absent if there is nothing. */
  readonly problems?: FolderScan['workspace']['failures'];
}

/** Lines and columns count from 1, columns in UTF-16 code units; `endColumn` is the column after the last character. */
interface Lines {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface CausesJsonSite extends Lines, Pick<JudgedSite, 'confidence' | 'severity'> {
  readonly file: string;
  /** The permanent id of the cause. */
  readonly cause: string;
  readonly language: string;
  /** The first of them, `host:port` as written; absent if the text does not say. */
  readonly destination?: string;
  /** All of them, if there are several. */
  readonly destinations?: readonly string[];
  /** One sentence: how this line comes to use up connections. */
  readonly message: string;
  readonly advice: string;
  /** The section of the guide that explains the cause. */
  readonly section: string;
  /** From the sockets to the line; absent if nothing but the pattern speaks for it. */
  readonly chain?: readonly ChainLink[];
  /** Where its destinations are written, if that is another line. */
  readonly definitions?: readonly CausesJsonDefinition[];
  /** There are more places than `definitions` has. */
  readonly hasMoreDefinitions?: true;
  readonly fix?: {
    readonly title: string;
    /** Whether nothing else changes its behaviour. */
    readonly safe: boolean;
    readonly edits: readonly CausesJsonEdit[];
  };
}

export interface CausesJsonDefinition extends Lines {
  readonly file: string;
  readonly label: string;
}

export interface CausesJsonEdit extends Lines {
  readonly newText: string;
}

export function causesJson({ sites, scan }: CausesResult): CausesJson {
  const { looked, judged, skipped } = scan;
  const listed = sites.map(siteJson);
  const { failures } = scan.workspace;
  return {
    schema: 'socket-diagnostics/causes',
    version: 1,
    sites: listed,
    looked,
    judged,
    skipped,
    ...(failures.length > 0 && { problems: failures }),
  };
}

function siteJson({
  site,
  confidence,
  severity,
  chain,
  definitions,
  hasMoreDefinitions,
}: JudgedSite): CausesJsonSite {
  const { destinations, fix } = site;
  const [destination] = destinations;
  return {
    file: site.file,
    ...linesOf(site.range),
    cause: site.cause,
    language: site.language,
    ...(destination !== undefined && { destination }),
    ...(destinations.length > 1 && { destinations }),
    confidence,
    severity,
    message: site.mechanism,
    advice: site.advice,
    section: site.section,
    ...(chain.length > 0 && { chain }),
    ...(definitions.length > 0 && {
      definitions: definitions.map(({ file, range, label }) => ({ file, ...linesOf(range), label })),
    }),
    ...(hasMoreDefinitions && { hasMoreDefinitions }),
    ...(fix !== undefined && {
      fix: {
        title: fix.title,
        safe: fix.isSafe,
        edits: fix.edits.map(({ range, newText }) => ({ ...linesOf(range), newText })),
      },
    }),
  };
}

function linesOf({ start, end }: TextRange): Lines {
  return {
    line: start.line + 1,
    column: start.column + 1,
    endLine: end.line + 1,
    endColumn: end.column + 1,
  };
}
