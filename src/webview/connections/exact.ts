import {
  exactActNames,
  exactEndText,
  likelyProcessText,
  numberText,
  type ExactCount,
  type ExactWatch,
} from '../../core/protocol/viewModels.ts';
import { element, icon } from '../dom.ts';
import { note } from '../section.ts';
import { table } from '../table.ts';
import { replay } from './replay.ts';
import { socketsLink } from './socketsLink.ts';

/** What exact mode adds: who did it, and connections that can be replayed. */
export function exactFigures(exact: ExactWatch): readonly HTMLElement[] {
  const { lost, counts, countCount, replays } = exact;
  return [
    element('h3', {}, 'Processes, from the kernel’s trace'),
    ...(lost > 0
      ? [
          element(
            'p',
            { class: 'note severity-warning' },
            icon('warning', 'severity-icon'),
            `${numberText(lost)} events of the trace were lost, because they came faster than they could be read.`,
          ),
        ]
      : []),
    ...(counts.length === 0
      ? [note('No process opened or closed a connection.')]
      : [
          table<ExactCount>({
            id: 'exact-counts',
            caption: 'Who opened and closed connections',
            rows: counts,
            columns: [
              { title: 'Process', cell: likelyProcessText },
              { title: 'Times', numeric: true, cell: ({ count }) => numberText(count) },
              { title: 'What', cell: ({ act }) => exactActNames[act] },
              { title: 'Where', cell: where },
            ],
          }),
        ]),
    ...(countCount > counts.length
      ? [note(`The first ${numberText(counts.length)} of ${numberText(countCount)}.`)]
      : []),
    ...(replays.length === 0 ? [] : [replay(replays)]),
  ];
}

function where(one: ExactCount): HTMLElement | string {
  const { side, address, port } = one;
  if (address === '') return exactEndText(one);
  return socketsLink(
    exactEndText(one),
    side === 'listener' ? `lport:${String(port)}` : `peer:${address} pport:${String(port)}`,
  );
}
