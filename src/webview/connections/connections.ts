import {
  closedFirstText,
  countText,
  destinationText,
  failedKinds,
  formatEndpoint,
  lengthText,
  likelyProcessesText,
  numberText,
  secondsText,
  type Report,
  type Spread,
  type WatchedConnections,
  type WatchedDestination,
  type WatchedGroup,
  type WatchedListener,
} from '../../core/protocol/viewModels.ts';
import { button, element, icon } from '../dom.ts';
import { legend } from '../segments.ts';
import { note, section } from '../section.ts';
import { table, type Column } from '../table.ts';
import { send } from '../vscodeApi.ts';
import { socketsLink } from './socketsLink.ts';
import { exactFigures } from './exact.ts';
import { kindsCell, kindsLegend } from './kinds.ts';
import { rateChart } from './rateChart.ts';

const title = 'Connections';
/** What an inspection hears while it reads makes no curve. */
const leastSteps = 5;

/** Connections that ended while listening, which no list of sockets shows. */
export function connections({ connections: watched, openedFrom }: Report): HTMLElement | undefined {
  if (watched === undefined) return undefined;
  const isOfNow = openedFrom === undefined;
  return section(
    'connections',
    title,
    note(summary(watched)),
    ...(watched.lost > 0 ? [lost(watched)] : []),
    ...(isOfNow ? [watchButton()] : []),
    ...(watched.ended === 0 ? [] : figures(watched)),
    ...(watched.exact === undefined ? [] : exactFigures(watched.exact)),
  );
}

function summary({ ended, seconds, kinds }: WatchedConnections): string {
  const time = secondsText(seconds);
  if (ended === 0) return `No connections ended in the ${time} of watching.`;
  const failed = failedKinds.reduce((sum, kind) => sum + kinds[kind], 0);
  const failures = failed === 0 ? '' : `, and ${numberText(failed)} of them were never established`;
  return `${countText(ended, 'connection')} ended in ${time}${failures}. A connection over loopback counts once at each end.`;
}

function lost({ lost: count }: WatchedConnections): HTMLElement {
  return element(
    'p',
    { class: 'note severity-warning' },
    icon('warning', 'severity-icon'),
    `${numberText(count)} more were announced and lost, because they came faster than they could be read.`,
  );
}

function watchButton(): HTMLElement {
  return button(
    { 'data-key': 'watch' },
    () => {
      send({ kind: 'watch' });
    },
    icon('eye'),
    'Watch connections…',
  );
}

function figures(watched: WatchedConnections): readonly HTMLElement[] {
  const { destinations, destinationCount, listeners, listenerCount } = watched;
  const hasCurve = watched.history.ended.length >= leastSteps;
  return [
    ...(hasCurve
      ? [
          rateChart(watched),
          legend([
            { className: 'in-use', text: 'ended per second' },
            { className: 'kind-noLocalPort', text: 'of these, never established' },
          ]),
        ]
      : []),
    kindsLegend(watched.kinds),
    ...(destinations.length === 0 ? [] : [destinationTable(watched)]),
    ...onlyFirst(destinations.length, destinationCount),
    ...(listeners.length === 0 ? [] : [listenerTable(watched)]),
    ...onlyFirst(listeners.length, listenerCount),
  ];
}

function onlyFirst(shown: number, count: number): readonly HTMLElement[] {
  return count > shown ? [note(`The ${numberText(shown)} with the most of ${numberText(count)}.`)] : [];
}

function destinationTable({ destinations }: WatchedConnections): HTMLElement {
  return table<WatchedDestination>({
    id: 'watched-destinations',
    caption: 'Connections by destination',
    rows: destinations,
    columns: [{ title: 'To', cell: destination }, ...groupColumns],
  });
}

function listenerTable({ listeners }: WatchedConnections): HTMLElement {
  return table<WatchedListener>({
    id: 'watched-listeners',
    caption: 'Connections by listening socket',
    rows: listeners,
    columns: [{ title: 'Accepted at', cell: listener }, ...groupColumns],
  });
}

const groupColumns: readonly Column<WatchedGroup>[] = [
  { title: 'Ended', numeric: true, cell: ({ ended }) => numberText(ended) },
  { title: 'Per second', numeric: true, cell: ({ perSecond }) => numberText(perSecond) },
  { title: 'How they ended', cell: ({ kinds, ended }) => kindsCell(kinds, ended) },
  { title: 'Closed first', cell: ({ closedFirst }) => closedFirstText(closedFirst) },
  { title: 'Bytes out', numeric: true, cell: ({ bytes }) => medianText(bytes.sent.perConnection) },
  { title: 'Bytes in', numeric: true, cell: ({ bytes }) => medianText(bytes.received.perConnection) },
  {
    title: 'Round trip',
    numeric: true,
    cell: ({ roundTripMs }) => (roundTripMs === undefined ? '–' : lengthText(roundTripMs.median)),
  },
  { title: 'Retransmitted', numeric: true, cell: ({ retransmits }) => numberText(retransmits) },
  { title: 'Process', cell: ({ processes }) => likelyProcessesText(processes) || '–' },
];

function destination(row: WatchedDestination): HTMLElement {
  const { remoteAddress, remotePort } = row;
  const port = remotePort === 0 ? '' : ` pport:${String(remotePort)}`;
  return socketsLink(destinationText(row), `peer:${remoteAddress}${port}`);
}

function listener({ address, port }: WatchedListener): HTMLElement {
  return socketsLink(formatEndpoint(address, port), `lport:${String(port)}`);
}

function medianText(spread: Spread | undefined): string {
  return spread === undefined ? '–' : numberText(spread.median);
}
