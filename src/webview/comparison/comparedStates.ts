import {
  changeText,
  numberText,
  type Comparison,
  type ComparedState,
} from '../../core/protocol/viewModels.ts';
import { element } from '../dom.ts';
import { partSection, sideColumns } from './cells.ts';

/** How many sockets each side has in each TCP state. */
export function comparedStates(comparison: Comparison): HTMLElement {
  return partSection<ComparedState>({
    id: 'states',
    title: 'Sockets by state',
    part: comparison.states,
    none: 'Neither has a TCP socket.',
    columns: [
      { title: 'State', cell: ({ state }) => element('code', {}, state) },
      ...sideColumns<number, ComparedState>(comparison, numberText, true),
      { title: 'Change', numeric: true, cell: (row) => changeText(row) },
    ],
  });
}
