import {
  changeText,
  connectionRates,
  destinationText,
  numberText,
  type ComparedConnections,
  type Comparison,
  type WatchedDestination,
} from '../../core/protocol/viewModels.ts';
import { kindsCell } from '../connections/kinds.ts';
import { element } from '../dom.ts';
import { partSection, sideColumns } from './cells.ts';

/** How connections to each remote endpoint ended while both sides were watched. */
export function comparedConnections(comparison: Comparison): HTMLElement {
  return partSection<ComparedConnections>({
    id: 'connections',
    title: 'Connections by destination',
    part: comparison.connections,
    none: 'No connections to other endpoints ended while watching.',
    columns: [
      {
        title: 'Destination',
        cell: (row) => element('span', { class: 'endpoint' }, destinationText(row)),
      },
      ...sideColumns<WatchedDestination, ComparedConnections>(comparison, ({ perSecond, kinds, ended }) =>
        element(
          'div',
          {},
          element('span', {}, `${numberText(perSecond)} per second`),
          kindsCell(kinds, ended),
        ),
      ),
      { title: 'Change per second', numeric: true, cell: (row) => changeText(connectionRates(row)) },
    ],
  });
}
