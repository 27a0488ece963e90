import type { ExactCount, ExactWatch } from '../../core/model/exactWatch.ts';
import { numberText } from '../../core/model/numberText.ts';
import { plainLine } from '../../core/model/plainText.ts';
import { likelyProcessText } from '../../core/report/connectionWords.ts';
import { exactActNames, exactEndText } from '../../core/report/exactWords.ts';
import type { Paint } from '../paint.ts';
import { tableText, type TextColumn } from '../table.ts';

/** Maximum rows, to fit on a screen; the JSON has more. */
const maxRows = 20;

/** What exact mode adds; empty without it. All text of the host is made harmless. */
export function exactText(exact: ExactWatch | undefined, paint: Paint): string {
  if (exact === undefined) return '';
  const { lost, counts, countCount } = exact;
  const shown = Math.min(maxRows, counts.length);
  const part = shown === countCount ? '' : ` (${numberText(shown)} of ${numberText(countCount)})`;
  const lines = [
    '',
    paint('bold', `Processes, from the kernel’s trace${part}`),
    ...(counts.length === 0
      ? ['No process opened or closed a connection.']
      : tableText(columns, counts.slice(0, maxRows))),
    ...(lost === 0
      ? []
      : [
          paint(
            'yellow',
            `${numberText(lost)} events of the trace were lost because the trace buffer was full.`,
          ),
        ]),
  ];
  return `${lines.join('\n')}\n`;
}

const columns: readonly TextColumn<ExactCount>[] = [
  { title: 'Process', align: 'left', text: (one) => plainLine(likelyProcessText(one)) },
  { title: 'Times', align: 'right', text: ({ count }) => numberText(count) },
  { title: 'What', align: 'left', text: ({ act }) => exactActNames[act] },
  { title: 'Where', align: 'left', text: exactEndText },
];
