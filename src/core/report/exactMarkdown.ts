import type { ExactWatch } from '../model/exactWatch.ts';
import { numberText } from '../model/numberText.ts';
import { likelyProcessText } from './connectionWords.ts';
import { exactActNames, exactEndText } from './exactWords.ts';
import { markdownTable } from './markdownText.ts';

const maxRows = 20;

/** Who opened and closed connections, as exact mode tells. Empty without it, and where nobody did and nothing was lost. */
export function exactMarkdown(exact: ExactWatch | undefined): readonly string[] {
  if (exact === undefined) return [];
  const { counts, countCount, lost } = exact;
  if (counts.length === 0 && lost === 0) return [];
  const rows = counts
    .slice(0, maxRows)
    .map((one) => [likelyProcessText(one), numberText(one.count), exactActNames[one.act], exactEndText(one)]);
  const notes = [
    ...(rows.length < countCount
      ? [`The first ${numberText(rows.length)} of ${numberText(countCount)}.`]
      : []),
    ...(lost > 0 ? [`${numberText(lost)} events were lost.`] : []),
  ];
  return [
    '## Who opened and closed connections, from the kernel’s trace',
    ...(rows.length > 0 ? [markdownTable(['Process', 'Times', 'What', 'Where'], rows)] : []),
    ...(notes.length > 0 ? [notes.join(' ')] : []),
  ];
}
