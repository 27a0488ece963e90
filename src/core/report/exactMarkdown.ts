import type { ExactWatch } from '../model/exactWatch.ts';
import { numberText } from '../model/numberText.ts';
import { likelyProcessText } from './connectionWords.ts';
import { exactActNames, exactEndText } from './exactWords.ts';
import { markdownTable } from './markdownText.ts';

const maxRows = 20;

/** Who opened and closed connections, as exact mode tells. Empty without it, and where nobody did. */
export function exactMarkdown(exact: ExactWatch | undefined): readonly string[] {
  if (exact === undefined || exact.counts.length === 0) return [];
  const { counts, countCount, lost } = exact;
  const rows = counts
    .slice(0, maxRows)
    .map((one) => [likelyProcessText(one), numberText(one.count), exactActNames[one.act], exactEndText(one)]);
  const notes = [
    ...(rows.length < countCount
      ? [`The first ${numberText(rows.length)} of ${numberText(countCount)}.`]
      : []),
    ...(lost > 0 ? [`${numberText(lost)} state changes were lost.`] : []),
  ];
  return [
    '## Who opened and closed connections, from the kernel’s trace',
    markdownTable(['Process', 'Times', 'What', 'Where'], rows),
    ...(notes.length > 0 ? [notes.join(' ')] : []),
  ];
}
