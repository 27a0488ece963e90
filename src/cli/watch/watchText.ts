import { formatEndpoint } from '../../core/model/endpoint.ts';
import { numberText } from '../../core/model/numberText.ts';
import { plainLine } from '../../core/model/plainText.ts';
import { secondsText } from '../../core/model/timeText.ts';
import type { WatchedConnections, WatchedGroup } from '../../core/model/watched.ts';
import { kindsText, likelyProcessesText } from '../../core/report/connectionWords.ts';
import { destinationText } from '../../core/report/destinationText.ts';
import type { Finding, Severity } from '../../core/model/finding.ts';
import type { Colour, Paint } from '../paint.ts';
import { tableText, type TextColumn } from '../table.ts';

/** Maximum rows per table, to fit on a screen; the JSON has more. */
const maxRows = 12;

/** The connections as text, for a terminal. All text of the host is made harmless. */
export function watchText(watched: WatchedConnections, paint: Paint): string {
  const { seconds, ended, lost, destinations, destinationCount, listeners, listenerCount } = watched;
  const rate = seconds > 0 ? ended / seconds : 0;
  const head = `${numberText(ended)} connections ended in ${secondsText(seconds)} (${numberText(rate)} per second)`;
  const lines = [
    paint('bold', head),
    ...(ended === 0 ? [] : [kindsText(watched.kinds)]),
    ...(lost === 0
      ? []
      : [paint('yellow', `${numberText(lost)} more were lost because the receive buffer was full.`)]),
    ...section('Destinations', destinationColumns, destinations, destinationCount, paint),
    ...section('Listening sockets', listenerColumns, listeners, listenerCount, paint),
  ];
  return `${lines.join('\n')}\n`;
}

/** What the rules make of the connections. */
export function findingsText(findings: readonly Finding[], paint: Paint): string {
  return findings
    .map(({ severity, title, explanation, evidence, remedies }) =>
      [
        '',
        `${paint(severityColours[severity], severity.toUpperCase())} ${paint('bold', plainLine(title))}`,
        `  ${plainLine(explanation)}`,
        ...evidence.map(({ label, value }) => `  - ${plainLine(label)}: ${plainLine(value)}`),
        ...remedies.map((remedy, at) => `  ${String(at + 1)}. ${plainLine(remedy)}`),
        '',
      ].join('\n'),
    )
    .join('');
}

const severityColours: Readonly<Record<Severity, Colour>> = {
  error: 'red',
  warning: 'yellow',
  information: 'blue',
  hint: 'blue',
};

function section<T>(
  title: string,
  columns: readonly TextColumn<T>[],
  rows: readonly T[],
  count: number,
  paint: Paint,
): readonly string[] {
  if (rows.length === 0) return [];
  const shown = Math.min(maxRows, rows.length);
  const heading = shown === count ? title : `${title} (${numberText(shown)} of ${numberText(count)})`;
  return ['', paint('bold', heading), ...tableText(columns, rows.slice(0, maxRows))];
}

const groupColumns: readonly TextColumn<WatchedGroup>[] = [
  { title: 'Ended', align: 'right', text: ({ ended }) => numberText(ended) },
  { title: 'Per s', align: 'right', text: ({ perSecond }) => numberText(perSecond) },
  {
    title: 'Closed first: here/peer/?',
    align: 'right',
    text: ({ closedFirst: { us, peer, unknown } }) => [us, peer, unknown].map(numberText).join('/'),
  },
  {
    title: 'Bytes out/in',
    align: 'right',
    text: ({ bytes: { sent, received } }) =>
      `${medianText(sent.perConnection?.median)}/${medianText(received.perConnection?.median)}`,
  },
  { title: 'How they ended', align: 'left', text: ({ kinds }) => kindsText(kinds) },
  {
    title: 'Process',
    align: 'left',
    text: ({ processes }) => plainLine(likelyProcessesText(processes)),
  },
];

const destinationColumns: readonly TextColumn<WatchedConnections['destinations'][number]>[] = [
  {
    title: 'To',
    align: 'left',
    text: destinationText,
  },
  ...groupColumns,
];

const listenerColumns: readonly TextColumn<WatchedConnections['listeners'][number]>[] = [
  { title: 'Listens on', align: 'left', text: ({ address, port }) => formatEndpoint(address, port) },
  ...groupColumns,
];

function medianText(median: number | undefined): string {
  return median === undefined ? '?' : numberText(median);
}
