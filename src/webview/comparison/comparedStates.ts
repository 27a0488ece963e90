import {
  changeText,
  numberText,
  type Comparison,
  type ComparedState,
} from '../../core/protocol/viewModels.ts';
import { element } from '../dom.ts';
import { partSection, sideColumns } from './cells.ts';

/** The number of sockets of each side in each TCP state. */
export function comparedStates(comparison: Comparison): HTMLElement {
  return partSection<ComparedState>({
    id: 'states',
    title: 'Sockets by state',
    part: comparison.states,
    none: 'Neither side has TCP sockets.',
    columns: [
      { title: 'State', cell: ({ state }) => element('code', {}, state) },
      ...sideColumns<number, ComparedState>(comparison, numberText, true),
      { title: 'Change', numeric: true, cell: (row) => changeText(row) },
    ],
  });
}
