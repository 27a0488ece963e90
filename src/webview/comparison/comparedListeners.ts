import {
  numberText,
  type ComparedListener,
  type Comparison,
  type PortOfServer,
} from '../../core/protocol/viewModels.ts';
import { element } from '../dom.ts';
import { partSection, sideColumns } from './cells.ts';

/** The listening processes of each port, and how its connections changed. */
export function comparedListeners(comparison: Comparison): HTMLElement {
  return partSection<ComparedListener>({
    id: 'listeners',
    title: 'Listening ports',
    part: comparison.listeners,
    none: 'Nothing listens on either side.',
    columns: [
      { title: 'Port', numeric: true, cell: ({ port }) => String(port) },
      ...sideColumns<PortOfServer, ComparedListener>(comparison, port),
    ],
  });
}

function port({ listening, process, timeWait, established, closeWait }: PortOfServer): HTMLElement {
  const who = listening ? (process ?? 'listening') : 'no longer listening';
  const parts = [
    `${numberText(timeWait)} TIME_WAIT`,
    `${numberText(established)} established`,
    ...(closeWait === 0 ? [] : [`${numberText(closeWait)} CLOSE_WAIT`]),
  ];
  return element('div', {}, element('span', {}, who), element('span', { class: 'detail' }, parts.join(', ')));
}
