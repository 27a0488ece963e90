import type { JudgedSite } from '../../core/causes/judgedSite.ts';
import type { TextRange } from '../../core/model/textRange.ts';
import type { FolderScan } from '../../host/sourceFiles/scanFolder.ts';

/** What `causes` found. */
export interface CausesResult {
  readonly sites: readonly JudgedSite[];
  readonly scan: Pick<FolderScan, 'looked' | 'judged' | 'skipped'> & {
    readonly workspace: Pick<FolderScan['workspace'], 'failures'>;
  };
}

/** As docs/causes.md has it: lines and columns count from 1, columns in UTF-16 code units. */
export function causesJson({ sites, scan }: CausesResult): object {
  return {
    schema: 'socket-diagnostics/causes',
    version: 1,
    sites: sites.map(siteJson),
    looked: scan.looked,
    judged: scan.judged,
    skipped: scan.skipped,
    ...(scan.workspace.failures.length > 0 && { problems: scan.workspace.failures }),
  };
}

function placeJson({ start, end }: TextRange): object {
  return {
    line: start.line + 1,
    column: start.column + 1,
    endLine: end.line + 1,
    endColumn: end.column + 1,
  };
}

function siteJson({ site, confidence, severity, chain, definitions }: JudgedSite): object {
  const { range, destinations, fix } = site;
  const [destination] = destinations;
  return {
    file: site.file,
    ...placeJson(range),
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
      definitions: definitions.map(({ file, range: place, label }) => ({
        file,
        ...placeJson(place),
        label,
      })),
    }),
    ...(fix !== undefined && {
      fix: {
        title: fix.title,
        safe: fix.isSafe,
        edits: fix.edits.map(({ range: place, newText }) => ({
          ...placeJson(place),
          newText,
        })),
      },
    }),
  };
}
