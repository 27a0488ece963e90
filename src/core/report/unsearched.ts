import { countText, numberText } from '../model/numberText.ts';
import type { UnsearchedFiles } from './report.ts';

/** Why a file of the source could have a line that was not found; what else is skipped is not the product, or has none. */
export const unsearchedReasons: Readonly<Record<keyof UnsearchedFiles, string>> = {
  tooLarge: 'above 1 MB',
  unreadable: 'not readable',
  overLimit: 'over the limit of files',
  unparsed: 'not parsed',
  noGrammar: 'without a grammar',
  overSites: 'beyond the first 1,000 lines found',
};

const reasons = Object.keys(unsearchedReasons) as readonly (keyof UnsearchedFiles)[];

/** Of all folders together; undefined if everything was searched. */
export function unsearchedOf(folders: readonly UnsearchedFiles[]): UnsearchedFiles | undefined {
  const counts = reasons
    .map((reason) => [reason, folders.reduce((sum, folder) => sum + (folder[reason] ?? 0), 0)] as const)
    .filter(([, count]) => count > 0);
  return counts.length === 0 ? undefined : Object.fromEntries(counts);
}

/** One sentence; undefined if everything was searched. */
export function unsearchedText(unsearched: UnsearchedFiles | undefined): string | undefined {
  const counts = reasons.flatMap((reason) => {
    const count = unsearched?.[reason] ?? 0;
    return count === 0 ? [] : [{ reason: unsearchedReasons[reason], count }];
  });
  if (counts.length === 0) return undefined;
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  const why = counts.map(({ reason, count }) => `${numberText(count)} ${reason}`).join(', ');
  return `${countText(all, 'file of the source was', 'files of the source were')} not searched, or not to the end, for the lines that cause a finding: ${why}.`;
}
