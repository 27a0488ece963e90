import type { JudgedSite } from '../../core/causes/judgedSite.ts';
import type { FolderScan } from '../../host/sourceFiles/scanFolder.ts';

/** What `causes` found. */
export interface CausesResult {
  readonly sites: readonly JudgedSite[];
  readonly scan: Pick<FolderScan, 'looked' | 'judged' | 'skipped'>;
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
  };
}

function siteJson({ site, confidence, severity, chain }: JudgedSite): object {
  const { range, destinations, fix } = site;
  const [destination] = destinations;
  return {
    file: site.file,
    line: range.start.line + 1,
    column: range.start.column + 1,
    endLine: range.end.line + 1,
    endColumn: range.end.column + 1,
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
    ...(fix !== undefined && {
      fix: {
        title: fix.title,
        safe: fix.isSafe,
        edits: fix.edits.map(({ range: place, newText }) => ({
          line: place.start.line + 1,
          column: place.start.column + 1,
          endLine: place.end.line + 1,
          endColumn: place.end.column + 1,
          newText,
        })),
      },
    }),
  };
}
