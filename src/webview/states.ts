import {
  numberText,
  percentText,
  type Emphases,
  type ReportRates,
  type ReportSockets,
  type ReportTimeWait,
  type TcpStateName,
} from '../core/protocol/viewModels.ts';
import { element } from './dom.ts';
import { segments } from './segments.ts';
import { note, section } from './section.ts';
import { stateDiagram } from './stateDiagram.ts';
import { table } from './table.ts';
import { timeWaitTable } from './timeWaitTable.ts';

type StateCount = ReportSockets['states'][number];

/** The number of sockets in each TCP state, with the kernel's own count of TIME_WAIT next to ours. */
export function states(
  sockets: ReportSockets,
  timeWait: ReportTimeWait,
  rates: ReportRates | undefined,
  emphases: Emphases,
): HTMLElement {
  const title = 'Sockets by state';
  const { total } = sockets;
  const rows = table<StateCount>({
    id: 'states',
    caption: title,
    rows: sockets.states.filter(({ count }) => count > 0),
    inState: inStateOnly(sockets),
    columns: [
      { title: 'State', cell: ({ state }) => element('code', {}, state) },
      { title: 'Sockets', numeric: true, cell: ({ count }) => numberText(count) },
      { title: 'Share', cell: ({ count }) => shareOf(count, total) },
    ],
  });
  const right = element('div', {}, rows, empty(sockets), timeWaitTable(timeWait, emphases));
  return section(
    'states',
    title,
    element(
      'div',
      { class: 'columns-2' },
      stateDiagram(sockets.states, rates, timeWait.lengthSeconds, emphases),
      right,
    ),
  );
}

/** This table has a row for each state. */
function inStateOnly({
  states: all,
}: ReportSockets): Partial<Record<TcpStateName, (row: StateCount) => number>> {
  return Object.fromEntries(
    all.map(({ state }) => [state, (row: StateCount) => (row.state === state ? row.count : 0)]),
  );
}

function shareOf(count: number, total: number): HTMLElement {
  const share = total === 0 ? 0 : count / total;
  const bar = segments([{ className: 'in-use', share }]);
  return element('span', { class: 'gauge' }, bar, element('span', { class: 'percent' }, percentText(share)));
}

function empty({ states: all }: ReportSockets): HTMLElement | undefined {
  const names = all.filter(({ count }) => count === 0).map(({ state }) => state);
  return names.length === 0 ? undefined : note(`No sockets in ${names.join(', ')}.`);
}
