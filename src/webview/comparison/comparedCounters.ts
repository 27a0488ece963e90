import { numberText, type ComparedCounter, type Comparison } from '../../core/protocol/viewModels.ts';
import { element } from '../dom.ts';
import { partSection } from './cells.ts';

/** What the kernel counted between the two inspections. */
export function comparedCounters({ counters }: Comparison): HTMLElement {
  return partSection<ComparedCounter>({
    id: 'counters',
    title: 'Counted in between',
    part: counters,
    none: 'None of the counters related to TIME_WAIT grew.',
    columns: [
      {
        title: 'Counter',
        cell: ({ name, meaning }) =>
          element('div', {}, element('code', {}, name), element('span', { class: 'detail' }, meaning)),
      },
      { title: 'Growth', numeric: true, cell: ({ growth }) => numberText(growth) },
      {
        title: 'Per second',
        numeric: true,
        cell: ({ perSecond }) => (perSecond === undefined ? '–' : numberText(perSecond)),
      },
    ],
  });
}
